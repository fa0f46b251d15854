/*
id: spending.overseas_budget
title: {zh: 因公出国（境）费预算, en: "Overseas: budget"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年因公出国（境）费的年初预算。
  en: Budget of the year for overseas journeys.
since: 0.1.0
*/
SELECT year, unit_id, item, budget AS value
FROM three_public_years
WHERE item = 'overseas'
