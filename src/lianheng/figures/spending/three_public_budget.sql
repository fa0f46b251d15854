/*
id: spending.three_public_budget
title: {zh: 三公经费预算, en: "Three public expenses: budget"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
definition:
  zh: 当年四项“三公”经费的年初预算合计。
  en: Budgets of the four items of the three public expenses for the year.
since: 0.1.0
*/
SELECT year, unit_id, item, budget AS value
FROM three_public_years
