/*
id: duties.done_rate
title: {zh: 责任事项完成率, en: Share of duties done}
section: 一（一）二是
table: duties
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 截至运行日已完成的事项占当年责任清单全部事项之比。
  en: "Items done by the run's day over all items of the year's list."
since: 0.1.0
*/
SELECT t.duty_id, COALESCE(t.done_on <= run.as_at, FALSE) AS counted
FROM duties AS t
CROSS JOIN run
