/*
id: spending.overseas_actual
title: {zh: 因公出国（境）费支出, en: "Overseas: actual"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年因公出国（境）费的支出决算。
  en: Final spending of the year on overseas journeys.
since: 0.1.0
*/
SELECT year, unit_id, item, actual AS value
FROM three_public_years
WHERE item = 'overseas'
