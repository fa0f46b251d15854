/*
id: reviews.number
title: {zh: 投资评审项目, en: Reviews}
section: 一（四）三是
table: reviews
measure: count
unit: {zh: 个, en: reviews}
phrase: exact
zero: gap
definition:
  zh: 当年送审的投资评审项目。
  en: Reviews of investment handed in during the year.
since: 0.1.0
*/
SELECT review_id
FROM reviews
