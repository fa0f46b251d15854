/*
id: talks.staff_covered
title: {zh: 谈话覆盖普通干部, en: Ordinary staff covered}
section: 一（二）三是
table: talks
measure: count_distinct
unit: {zh: 名, en: people}
phrase: exact
zero: gap
definition:
  zh: 当年被谈话的普通干部，每人计一次，不论由谁谈话。
  en: "Ordinary staff talked with in the year, each once, whoever talked with them."
since: 0.1.0
*/
SELECT t.talk_id, t.interviewee_id AS item
FROM talks AS t
JOIN people AS p ON p.person_id = t.interviewee_id
WHERE p.role = 'staff'
