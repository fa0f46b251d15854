/*
id: risks.points
title: {zh: 廉政风险点, en: Risk points}
section: 一（二）三是
table: risks
measure: count
unit: {zh: 个, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 本单位登记在册的全部廉政风险点，按责任人所在单位统计。
  en: "Every risk point on the unit's register, by the unit of its holder."
since: 0.1.0
*/
SELECT risk_id
FROM risks
