/*
id: services.tasks
title: {zh: 督办事项, en: Tasks supervised}
section: 一（四）一是
table: tasks
measure: count
unit: {zh: 件, en: tasks}
phrase: exact
zero: gap
definition:
  zh: 当年交办并督办的事项。
  en: Tasks assigned in the year.
since: 0.1.0
*/
SELECT task_id
FROM tasks
