/*
id: services.tasks_on_time
title: {zh: 按期办结督办事项, en: Tasks done on time}
section: 一（四）一是
table: tasks
measure: count
unit: {zh: 件, en: tasks}
phrase: exact
zero: say
definition:
  zh: 当年交办的督办事项中，截至运行日已办结、且办结日期不晚于期限的；批准延期的按延期后的期限。
  en: "Tasks assigned in the year and finished by their last day, or by the later one granted, and by the run's day."
since: 0.1.0
*/
SELECT t.task_id
FROM tasks AS t
CROSS JOIN run
WHERE t.done_on <= COALESCE(t.extended_to, t.due_on) AND t.done_on <= run.as_at
