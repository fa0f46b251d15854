/*
id: plans.satisfaction_sample
title: {zh: 满意度样本, en: Sample size}
section: 三
table: surveys
measure: count
unit: {zh: 份, en: responses}
phrase: exact
zero: gap
definition:
  zh: 当年满意度调查的评分份数。
  en: Responses to the survey of the year.
since: 0.1.0
*/
SELECT response_id
FROM surveys
