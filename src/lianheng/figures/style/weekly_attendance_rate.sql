/*
id: style.weekly_attendance_rate
title: {zh: 例会出勤率, en: Attendance}
section: 一（四）一是
table: attendance
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: omit
definition:
  zh: 当年例会的到会人次占登记人次之比，请假、缺席和补学不算到会。
  en: Attendances present over all attendances on record for the weekly meetings of the year.
since: 0.1.0
*/
SELECT t.activity_id, t.person_id, t.status = 'present' AS counted
FROM attendance AS t
JOIN activities AS a ON a.activity_id = t.activity_id
WHERE a.kind = 'weekly_meeting'
