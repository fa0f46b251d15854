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
  zh: 其中已核实、进入整改或更后状态的（状态不是待处理）。
  en: "Of these, the ones whose state is past open."
since: 0.1.0
*/
SELECT problem_id
FROM problems
WHERE source = 'warning' AND state <> 'open'
