/*
id: education.session_attendances
title: {zh: 学习研讨参加, en: Attendances at them}
section: 一（二）一是
table: attendance
measure: count
unit: {zh: 人次, en: attendances}
phrase: approximate
zero: gap
definition:
  zh: 当年学习研讨的到会人次，请假、缺席和补学不计。
  en: "Attendances, present only, at the study and discussion sessions of the year."
since: 0.1.0
*/
SELECT t.activity_id, t.person_id
FROM attendance AS t
JOIN activities AS a ON a.activity_id = t.activity_id
WHERE a.kind IN ('study', 'discussion') AND t.status = 'present'
