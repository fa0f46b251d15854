/*
id: leaders.declarations_checked
title: {zh: 抽查核实, en: Declarations checked}
section: 一（三）二是
table: declarations
measure: count
unit: {zh: 件, en: declarations}
phrase: exact
zero: say
definition:
  zh: 当年到期的各类应报告事项中，被抽查核实的。
  en: Declarations due in the year that were checked.
since: 0.1.0
*/
SELECT declaration_id
FROM declarations
WHERE checked
