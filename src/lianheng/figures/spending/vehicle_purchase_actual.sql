/*
id: spending.vehicle_purchase_actual
title: {zh: 公务用车购置费支出, en: "Vehicle purchase: actual"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年公务用车购置费的支出决算。
  en: Final spending of the year on the purchase of vehicles.
since: 0.1.0
*/
SELECT year, unit_id, item, actual AS value
FROM three_public_years
WHERE item = 'vehicle_purchase'
