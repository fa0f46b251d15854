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
  zh: 当年“两员”履职记录中，提出意见建议并被采纳的。
  en: "Entries of the year in the officers' log whose advice was taken."
since: 0.1.0
*/
SELECT log_id
FROM officer_logs
WHERE advice AND adopted
