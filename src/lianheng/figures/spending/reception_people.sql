/*
id: spending.reception_people
title: {zh: 公务接待人次, en: "Reception: people"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 人次, en: people}
phrase: exact
zero: say
definition:
  zh: 当年公务接待人次，见“三公”经费表。
  en: "People received in the year, from the form."
since: 0.1.0
*/
SELECT year, unit_id, item, people AS value
FROM three_public_years
WHERE item = 'reception'
