/*
id: study.sessions
title: {zh: 集中学习, en: Study sessions}
section: 一（一）一是
table: activities
measure: count
unit: {zh: 次, en: sessions}
phrase: exact
zero: gap
definition:
  zh: 当年开展的集中学习活动。
  en: Study activities (kind study) held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'study'
