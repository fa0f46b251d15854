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
  zh: 其中被抽查核实的。
  en: "Of these, the ones that were checked."
since: 0.1.0
*/
SELECT declaration_id
FROM declarations
WHERE checked
