/*
id: organisation.appraised_basic
title: {zh: 评议基本合格, en: Graded basically qualified}
section: 一（一）三是
table: appraisals
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: omit
definition:
  zh: 当年民主评议评定为基本合格的党员。
  en: "Members graded basically qualified in the year's appraisal."
since: 0.1.0
*/
SELECT year, person_id
FROM appraisals
WHERE grade = 'basic'
