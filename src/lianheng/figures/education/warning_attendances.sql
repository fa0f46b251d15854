/*
id: education.warning_attendances
title: {zh: 警示教育参加, en: Attendances at warning education}
section: 一（二）二是
table: attendance
measure: count
unit: {zh: 人次, en: attendances}
phrase: approximate
zero: gap
definition:
  zh: 当年警示教育活动的到会人次，一人参加一次活动计一次。
  en: "Attendances, present only, at the warning-education activities of the year, once for each person and activity."
since: 0.1.0
*/
SELECT t.activity_id, t.person_id
FROM attendance AS t
JOIN activities AS a ON a.activity_id = t.activity_id
WHERE a.kind = 'warning_education' AND t.status = 'present'
