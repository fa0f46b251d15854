/*
id: duties.platform_reads
title: {zh: 线上阅读, en: Platform items read}
section: 一（一）二是
table: attendance
measure: count
unit: {zh: 人次, en: reads}
phrase: approximate
zero: omit
definition:
  zh: 当年线上活动的到会和补学人次。
  en: "Attendances, present or made up, at the online activities of the year."
since: 0.1.0
*/
SELECT t.activity_id, t.person_id
FROM attendance AS t
JOIN activities AS a ON a.activity_id = t.activity_id
WHERE a.subkind = 'online' AND t.status IN ('present', 'made_up')
