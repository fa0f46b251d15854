/*
id: talks.deputies_to_heads
title: {zh: 分管领导与部门负责人谈话, en: Talks deputies to heads}
section: 一（二）三是
table: talks
measure: count
unit: {zh: 人次, en: talks}
phrase: approximate
zero: gap
definition:
  zh: 当年分管领导与部门负责人的谈话。
  en: Talks of the year held by a deputy with a head.
since: 0.1.0
*/
SELECT t.talk_id
FROM talks AS t
JOIN people AS i ON i.person_id = t.interviewer_id
JOIN people AS e ON e.person_id = t.interviewee_id
WHERE i.role = 'deputy' AND e.role = 'head'
