/*
id: education.sessions
title: {zh: 学习研讨, en: Study and discussion sessions}
section: 一（二）一是
table: activities
measure: count
unit: {zh: 次, en: sessions}
phrase: exact
zero: gap
definition:
  zh: 当年开展的集中学习和研讨。
  en: Study and discussion sessions held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind IN ('study', 'discussion')
