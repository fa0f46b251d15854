/*
id: risks.low
title: {zh: 低等级风险点, en: Low}
section: 一（二）三是
table: risks
measure: count
unit: {zh: 个, en: points}
phrase: exact
zero: say
period: until
definition:
  zh: 本单位登记在册、等级为低的廉政风险点。
  en: "Risk points on the unit's register assessed as low."
since: 0.1.0
*/
SELECT risk_id
FROM risks
WHERE level = 'low'
