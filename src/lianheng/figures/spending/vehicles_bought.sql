/*
id: spending.vehicles_bought
title: {zh: 公务用车购置数, en: Vehicles bought}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 辆, en: vehicles}
phrase: exact
zero: say
definition:
  zh: 当年公务用车购置数，见“三公”经费表。
  en: "Vehicles bought in the year, from the form."
since: 0.1.0
*/
SELECT year, unit_id, item, vehicles AS value
FROM three_public_years
WHERE item = 'vehicle_purchase'
