/*
id: services.tasks_on_time_rate
title: {zh: 督办按期办结率, en: Share on time}
section: 一（四）一是
table: tasks
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 按期办结的督办事项占运行日前已到期的当年督办事项之比。
  en: "Tasks finished in time over the tasks of the year due by the run's day."
since: 0.1.0
*/
SELECT t.task_id, COALESCE(t.done_on <= COALESCE(t.extended_to, t.due_on), FALSE) AS counted
FROM tasks AS t
CROSS JOIN run
WHERE COALESCE(t.extended_to, t.due_on) <= run.as_at
