/*
id: organisation.appraised_qualified
title: {zh: 评议合格, en: Graded qualified}
section: 一（一）三是
table: appraisals
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: say
definition:
  zh: 当年民主评议评定为合格的党员。
  en: "Members graded qualified in the year's appraisal."
since: 0.1.0
*/
SELECT year, person_id
FROM appraisals
WHERE grade = 'qualified'
