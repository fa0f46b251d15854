/*
id: spending.over_standard_amount
title: {zh: 拦截超标准金额, en: Over-standard amount stopped}
section: 一（四）二是
table: problems
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年登记、来源为预警、类型含“超标准”的问题金额合计。
  en: Money of the problems of the year that came from a warning and whose kind holds 超标准 (over the standard).
since: 0.1.0
*/
SELECT problem_id, amount AS value
FROM problems
WHERE source = 'warning' AND STRPOS(kind, '超标准') > 0
