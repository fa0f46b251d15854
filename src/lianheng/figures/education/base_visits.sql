/*
id: education.base_visits
title: {zh: 廉政教育基地学习, en: Base visits}
section: 一（二）二是
table: activities
measure: count
unit: {zh: 次, en: visits}
phrase: exact
zero: omit
definition:
  zh: 当年警示教育活动中到廉政教育基地的。
  en: Warning-education activities of the year that visited an education base.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'warning_education' AND subkind = 'base_visit'
