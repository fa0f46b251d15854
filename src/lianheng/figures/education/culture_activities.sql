/*
id: education.culture_activities
title: {zh: 廉政文化活动, en: Culture activities}
section: 一（二）二是
table: activities
measure: count
unit: {zh: 次, en: activities}
phrase: exact
zero: omit
definition:
  zh: 当年开展或参加的廉政文化活动。
  en: Activities on a culture of integrity held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'culture'
