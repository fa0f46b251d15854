/*
id: duties.planned
title: {zh: 责任事项, en: Duties in the plan}
section: 一（一）二是
table: duties
measure: count
unit: {zh: 项, en: duties}
phrase: exact
zero: gap
definition:
  zh: 当年责任清单中的全部事项。
  en: "All items of the year's responsibility list."
since: 0.1.0
*/
SELECT duty_id
FROM duties
