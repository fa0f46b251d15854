/*
id: warnings.confirmed
title: {zh: 核实属实预警, en: Warnings confirmed}
section: 一（二）三是
table: problems
measure: count
unit: {zh: 条, en: warnings}
phrase: exact
zero: say
definition:
  zh: 当年登记、来源为预警的问题中，状态已不是待处理的。
  en: Problems of the year that came from a warning and whose state is past open.
since: 0.1.0
*/
SELECT problem_id
FROM problems
WHERE source = 'warning' AND state <> 'open'
