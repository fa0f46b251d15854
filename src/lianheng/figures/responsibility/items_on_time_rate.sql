/*
id: responsibility.items_on_time_rate
title: {zh: 按时履责率, en: Share on time}
section: 一（三）一是
table: duties
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 按时完成的事项占运行日前已到期事项之比。
  en: "Items done in time over the items due by the run's day."
since: 0.1.0
*/
SELECT t.duty_id, COALESCE(t.done_on <= t.due_on, FALSE) AS counted
FROM duties AS t
CROSS JOIN run
WHERE t.holder_kind IN ('organisation', 'chief', 'deputy') AND t.due_on <= run.as_at
