/*
id: risks.medium
title: {zh: 中等级风险点, en: Medium}
section: 一（二）三是
table: risks
measure: count
unit: {zh: 个, en: points}
phrase: exact
zero: say
period: until
definition:
  zh: 本单位登记在册、等级为中的廉政风险点。
  en: "Risk points on the unit's register assessed as medium."
since: 0.1.0
*/
SELECT risk_id
FROM risks
WHERE level = 'medium'
