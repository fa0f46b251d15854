/*
id: services.financing_obtained
title: {zh: 落实融资, en: Financing obtained}
section: 一（四）一是
table: enterprise_requests
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年受理的融资诉求的落实金额合计，未填落实金额的按未落实计。
  en: Money obtained by the financing requests received in the year; where none is on record nothing is counted.
since: 0.1.0
*/
SELECT request_id, obtained AS value
FROM enterprise_requests
WHERE kind = 'financing'
