/*
id: reviews.submitted
title: {zh: 送审金额, en: Amount submitted}
section: 一（四）三是
table: reviews
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年送审、截至运行日已评审完毕（有评审日期和审定金额）的项目的送审金额合计。
  en: "Amounts submitted of the reviews of the year finished (dated and with an amount approved) by the run's day."
since: 0.1.0
*/
SELECT v.review_id, v.submitted AS value
FROM reviews AS v
CROSS JOIN run
WHERE v.reviewed_on <= run.as_at AND v.reviewed IS NOT NULL
