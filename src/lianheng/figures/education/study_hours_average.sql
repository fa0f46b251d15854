/*
id: education.study_hours_average
title: {zh: 党员人均学时, en: Average study hours}
section: 一（二）一是
table: person_years
measure: average
unit: {zh: 学时, en: hours}
phrase: exact
zero: gap
definition:
  zh: 当年任职的党员（含预备党员）人均学时；学时按到会或补学的学习类活动累计。
  en: "Mean hours of the members who served in the year, from the study activities attended or made up."
since: 0.1.0
*/
SELECT person_year_id, study_hours AS value
FROM person_years
WHERE party IN ('member', 'probationary')
