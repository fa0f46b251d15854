/*
id: risks.high
title: {zh: 高等级风险点, en: High}
section: 一（二）三是
table: risks
measure: count
unit: {zh: 个, en: points}
phrase: exact
zero: say
period: until
definition:
  zh: 本单位登记在册、等级为高的廉政风险点。
  en: "Risk points on the unit's register assessed as high."
since: 0.1.0
*/
SELECT risk_id
FROM risks
WHERE level = 'high'
