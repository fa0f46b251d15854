/*
id: reviews.cut
title: {zh: 审减金额, en: Amount cut}
section: 一（四）三是
table: reviews
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年送审、截至运行日已评审完毕（有评审日期和审定金额）的项目的送审金额与审定金额之差合计。
  en: "Amounts submitted less approved of the reviews of the year finished by the run's day."
since: 0.1.0
*/
SELECT v.review_id, v.submitted - v.reviewed AS value
FROM reviews AS v
CROSS JOIN run
WHERE v.reviewed_on <= run.as_at AND v.reviewed IS NOT NULL
