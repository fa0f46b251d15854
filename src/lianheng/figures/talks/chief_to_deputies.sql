/*
id: talks.chief_to_deputies
title: {zh: 主要负责人与分管领导谈话, en: Talks chief to deputies}
section: 一（二）三是
table: talks
measure: count
unit: {zh: 人次, en: talks}
phrase: approximate
zero: gap
definition:
  zh: 当年主要负责人与分管领导的谈话；谈话方向以谈话人、谈话对象为准。
  en: Talks of the year held by a chief with a deputy.
since: 0.1.0
*/
SELECT t.talk_id
FROM talks AS t
JOIN people AS i ON i.person_id = t.interviewer_id
JOIN people AS e ON e.person_id = t.interviewee_id
WHERE i.role = 'chief' AND e.role = 'deputy'
