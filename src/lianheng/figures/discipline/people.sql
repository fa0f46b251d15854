/*
id: discipline.people
title: {zh: 处理处分, en: People dealt with}
section: 一（四）三是
table: actions
measure: count_distinct
unit: {zh: 人, en: people}
phrase: exact
zero: omit
definition:
  zh: 当年被处理处分的人员，每人计一次。
  en: "People on whom an action was decided in the year, each once."
since: 0.1.0
*/
SELECT action_id, person_id AS item
FROM actions
