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
  zh: 其中查证属实且已办结的，涉及金额合计。
  en: Money of those upheld and closed.
since: 0.1.0
*/
SELECT c.complaint_id, c.amount AS value
FROM complaints AS c
CROSS JOIN run
WHERE c.upheld AND c.closed_on <= run.as_at
