/*
id: spending.reception_budget
title: {zh: 公务接待费预算, en: "Reception: budget"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年公务接待费的年初预算。
  en: Budget of the year for receptions.
since: 0.1.0
*/
SELECT year, unit_id, item, budget AS value
FROM three_public_years
WHERE item = 'reception'
