/*
id: duties.done
title: {zh: 完成责任事项, en: Duties done}
section: 一（一）二是
table: duties
measure: count
unit: {zh: 项, en: duties}
phrase: exact
zero: say
definition:
  zh: 当年责任清单中截至运行日已完成的事项，迟完成的也算完成。
  en: "Items of the year's list done by the run's day, late ones included."
since: 0.1.0
*/
SELECT t.duty_id
FROM duties AS t
CROSS JOIN run
WHERE t.done_on <= run.as_at
