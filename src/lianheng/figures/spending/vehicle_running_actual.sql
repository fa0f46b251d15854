/*
id: spending.vehicle_running_actual
title: {zh: 公务用车运行维护费支出, en: "Vehicle running: actual"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年公务用车运行维护费的支出决算。
  en: Final spending of the year on the running of vehicles.
since: 0.1.0
*/
SELECT year, unit_id, item, actual AS value
FROM three_public_years
WHERE item = 'vehicle_running'
