/*
id: officers.advice
title: {zh: 提出意见建议, en: Advice given}
section: 一（四）三是
table: officer_logs
measure: count
unit: {zh: 条, en: pieces}
phrase: exact
zero: say
definition:
  zh: 当年“两员”履职记录中，提出意见建议的。
  en: "Entries of the year in the officers' log in which advice was given."
since: 0.1.0
*/
SELECT log_id
FROM officer_logs
WHERE advice
