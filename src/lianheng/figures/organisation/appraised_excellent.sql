/*
id: organisation.appraised_excellent
title: {zh: 评议优秀, en: Graded excellent}
section: 一（一）三是
table: appraisals
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: say
definition:
  zh: 当年民主评议评定为优秀的党员。
  en: "Members graded excellent in the year's appraisal."
since: 0.1.0
*/
SELECT year, person_id
FROM appraisals
WHERE grade = 'excellent'
