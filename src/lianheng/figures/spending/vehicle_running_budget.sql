/*
id: spending.vehicle_running_budget
title: {zh: 公务用车运行维护费预算, en: "Vehicle running: budget"}
section: 一（四）二是
table: three_public_years
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年公务用车运行维护费的年初预算。
  en: Budget of the year for the running of vehicles.
since: 0.1.0
*/
SELECT year, unit_id, item, budget AS value
FROM three_public_years
WHERE item = 'vehicle_running'
