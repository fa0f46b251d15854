/*
id: spending.vehicles_kept
title: {zh: 公务用车保有量, en: Vehicles kept}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 辆, en: vehicles}
phrase: exact
zero: say
definition:
  zh: 当年末公务用车保有量，见“三公”经费表。
  en: "Vehicles kept at the year's end, from the form."
since: 0.1.0
*/
SELECT year, unit_id, item, vehicles AS value
FROM three_public_years
WHERE item = 'vehicle_running'
