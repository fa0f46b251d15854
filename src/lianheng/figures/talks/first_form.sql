/*
id: talks.first_form
title: {zh: 运用第一种形态, en: First-form measures}
section: 一（二）三是
table: actions
measure: count
unit: {zh: 人次, en: measures}
phrase: exact
zero: omit
definition:
  zh: 当年作出的第一种形态处理，一次计一人次。
  en: Measures of the first form decided in the year.
since: 0.1.0
*/
SELECT action_id
FROM actions
WHERE form = '1'
