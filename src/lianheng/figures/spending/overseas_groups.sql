/*
id: spending.overseas_groups
title: {zh: 因公出国（境）团组, en: "Overseas: groups"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 个, en: groups}
phrase: exact
zero: say
definition:
  zh: 当年因公出国（境）团组数，见“三公”经费表。
  en: "Groups sent abroad in the year, from the form of the three public expenses."
since: 0.1.0
*/
SELECT year, unit_id, item, groups AS value
FROM three_public_years
WHERE item = 'overseas'
