/*
id: education.warning_activities
title: {zh: 警示教育活动, en: Warning-education activities}
section: 一（二）二是
table: activities
measure: count
unit: {zh: 次, en: activities}
phrase: exact
zero: gap
definition:
  zh: 当年开展的警示教育活动，不分形式。
  en: Warning-education activities of every form held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'warning_education'
