/*
id: spending.three_public_actual
title: {zh: 三公经费支出, en: "Three public expenses: actual"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
definition:
  zh: 当年四项“三公”经费的支出决算合计。
  en: Final spending on the four items of the three public expenses in the year.
since: 0.1.0
*/
SELECT year, unit_id, item, actual AS value
FROM three_public_years
