/*
id: complaints.returned
title: {zh: 退还群众资金, en: Amounts returned}
section: 一（四）三是
table: complaints
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: omit
definition:
  zh: 当年受理的信访举报中，查证属实且截至运行日已办结的，涉及金额合计。
  en: "Money of the complaints received in the year, upheld and closed by the run's day."
since: 0.1.0
*/
SELECT c.complaint_id, c.amount AS value
FROM complaints AS c
CROSS JOIN run
WHERE c.upheld AND c.closed_on <= run.as_at
