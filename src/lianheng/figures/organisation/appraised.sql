/*
id: organisation.appraised
title: {zh: 参加民主评议党员, en: Members appraised}
section: 一（一）三是
table: appraisals
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: gap
definition:
  zh: 当年参加民主评议并评定等次的党员，未评等次的不计。
  en: "Members graded in the year's appraisal; those without a grade are left out."
since: 0.1.0
*/
SELECT year, person_id
FROM appraisals
WHERE grade <> 'none'
