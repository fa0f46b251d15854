/*
id: officers.advice_adopted
title: {zh: 采纳意见建议, en: Advice adopted}
section: 一（四）三是
table: officer_logs
measure: count
unit: {zh: 条, en: pieces}
phrase: exact
zero: say
definition:
  zh: 其中所提意见建议已被采纳的。
  en: "Of these, entries whose advice was taken."
since: 0.1.0
*/
SELECT log_id
FROM officer_logs
WHERE advice AND adopted
