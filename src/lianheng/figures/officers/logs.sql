/*
id: officers.logs
title: {zh: “两员”履职记录, en: "Officers' logs"}
section: 一（四）三是
table: officer_logs
measure: count
unit: {zh: 条, en: logs}
phrase: exact
zero: gap
definition:
  zh: 当年纪检员、纪检联络员的履职记录。
  en: "Entries of the year in the officers' log."
since: 0.1.0
*/
SELECT log_id
FROM officer_logs
