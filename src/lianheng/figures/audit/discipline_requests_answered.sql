/*
id: audit.discipline_requests_answered
title: {zh: 办结协查事项, en: Requests answered}
section: 一（三）三是
table: tasks
measure: count
unit: {zh: 件, en: requests}
phrase: exact
zero: say
definition:
  zh: 当年交办的纪检监察机关协查事项（来源含“纪”字）中，截至运行日已办结的。
  en: "Tasks assigned in the year by a discipline body and finished by the run's day."
since: 0.1.0
*/
SELECT t.task_id
FROM tasks AS t
CROSS JOIN run
WHERE STRPOS(t.source, '纪') > 0 AND t.done_on <= run.as_at
