/*
id: regulations.acknowledged_rate
title: {zh: 制度签收率, en: Share acknowledged}
section: 一（二）三是
table: regulations
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: omit
definition:
  zh: 当年印发和修订的制度，已签收人数合计与应签收人数合计之比。
  en: Acknowledgements over recipients of the regulations issued or revised in the year.
since: 0.1.0
*/
SELECT regulation_id, acknowledged AS value, recipients AS base
FROM regulations
WHERE action IN ('issued', 'revised')
