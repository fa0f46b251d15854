/*
id: spending.overseas_people
title: {zh: 因公出国（境）人次, en: "Overseas: people"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 人次, en: people}
phrase: exact
zero: say
definition:
  zh: 当年因公出国（境）人次，见“三公”经费表。
  en: "People sent abroad in the year, from the form."
since: 0.1.0
*/
SELECT year, unit_id, item, people AS value
FROM three_public_years
WHERE item = 'overseas'
