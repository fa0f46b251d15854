/*
id: organisation.appraised_unqualified
title: {zh: 评议不合格, en: Graded unqualified}
section: 一（一）三是
table: appraisals
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: omit
definition:
  zh: 当年民主评议评定为不合格的党员。
  en: "Members graded unqualified in the year's appraisal."
since: 0.1.0
*/
SELECT year, person_id
FROM appraisals
WHERE grade = 'unqualified'
