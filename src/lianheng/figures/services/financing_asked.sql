/*
id: services.financing_asked
title: {zh: 融资需求, en: Financing asked}
section: 一（四）一是
table: enterprise_requests
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: omit
definition:
  zh: 当年受理的融资诉求的需求金额合计。
  en: Money asked for by the financing requests received in the year.
since: 0.1.0
*/
SELECT request_id, asked AS value
FROM enterprise_requests
WHERE kind = 'financing'
