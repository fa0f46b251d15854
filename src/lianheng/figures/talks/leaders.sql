/*
id: talks.leaders
title: {zh: 领导逐级谈心谈话, en: Talks down the line}
section: 一（二）三是
table: talks
measure: count
unit: {zh: 人次, en: talks}
phrase: approximate
zero: gap
definition:
  zh: 当年主要负责人与分管领导、分管领导与部门负责人的谈话合计。
  en: Talks of the year of a chief with a deputy or of a deputy with a head.
since: 0.1.0
*/
SELECT t.talk_id
FROM talks AS t
JOIN people AS i ON i.person_id = t.interviewer_id
JOIN people AS e ON e.person_id = t.interviewee_id
WHERE (i.role = 'chief' AND e.role = 'deputy') OR (i.role = 'deputy' AND e.role = 'head')
