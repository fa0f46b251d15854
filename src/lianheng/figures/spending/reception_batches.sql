/*
id: spending.reception_batches
title: {zh: 公务接待批次, en: "Reception: batches"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 批次, en: batches}
phrase: exact
zero: say
definition:
  zh: 当年公务接待批次，见“三公”经费表。
  en: "Receptions held in the year, from the form."
since: 0.1.0
*/
SELECT year, unit_id, item, groups AS value
FROM three_public_years
WHERE item = 'reception'
