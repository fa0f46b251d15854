/*
id: audit.discipline_requests
title: {zh: 纪检监察机关协查事项, en: Requests from the discipline body}
section: 一（三）三是
table: tasks
measure: count
unit: {zh: 件, en: requests}
phrase: exact
zero: omit
definition:
  zh: 当年交办、来源含“纪”字（纪委、纪工委、纪检监察组等）的督办事项。
  en: "Tasks assigned in the year by a discipline body: the source holds the character 纪."
since: 0.1.0
*/
SELECT task_id
FROM tasks
WHERE STRPOS(source, '纪') > 0
