/*
id: reviews.overdue
title: {zh: 超期评审, en: Reviews overdue}
section: 一（四）三是
table: reviews
measure: count
unit: {zh: 个, en: reviews}
phrase: exact
zero: say
definition:
  zh: 当年送审的项目中，评审日期晚于期限，或截至运行日仍未评审且期限已过的。
  en: "Reviews of the year finished after their due date, or still open past it on the run's day."
since: 0.1.0
*/
SELECT v.review_id
FROM reviews AS v
CROSS JOIN run
WHERE v.due_on < run.as_at AND (v.reviewed_on IS NULL OR v.reviewed_on > v.due_on)
