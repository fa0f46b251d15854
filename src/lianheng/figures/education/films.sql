/*
id: education.films
title: {zh: 观看警示教育片, en: Films watched}
section: 一（二）二是
table: activities
measure: count
unit: {zh: 次, en: showings}
phrase: exact
zero: omit
definition:
  zh: 当年警示教育活动中观看警示教育片的。
  en: Warning-education activities of the year at which a film was shown.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'warning_education' AND subkind = 'film'
