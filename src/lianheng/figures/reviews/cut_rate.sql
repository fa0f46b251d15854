/*
id: reviews.cut_rate
title: {zh: 审减率, en: Cut rate}
section: 一（四）三是
table: reviews
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年送审、截至运行日已评审完毕（有评审日期和审定金额）的项目的审减金额占送审金额之比。
  en: "Amounts cut over amounts submitted of the reviews of the year finished by the run's day."
since: 0.1.0
*/
SELECT v.review_id, v.submitted - v.reviewed AS value, v.submitted AS base
FROM reviews AS v
CROSS JOIN run
WHERE v.reviewed_on <= run.as_at AND v.reviewed IS NOT NULL
