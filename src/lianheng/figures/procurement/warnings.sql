/*
id: procurement.warnings
title: {zh: 采购预警, en: Procurement warnings}
section: 一（四）三是
table: problems
measure: count
unit: {zh: 条, en: warnings}
phrase: exact
zero: say
definition:
  zh: 当年登记、来源为预警、类型含“采购”的问题。
  en: Problems of the year that came from a warning and whose kind holds 采购 (procurement).
since: 0.1.0
*/
SELECT problem_id
FROM problems
WHERE source = 'warning' AND STRPOS(kind, '采购') > 0
