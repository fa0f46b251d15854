/*
id: leaders.declarations_due
title: {zh: 应报告个人有关事项, en: Declarations due}
section: 一（三）二是
table: declarations
measure: count
unit: {zh: 件, en: declarations}
phrase: exact
zero: gap
definition:
  zh: 当年到期的各类应报告事项，不分人员和类别。
  en: "Every declaration due in the year, whoever owes it and of whatever kind."
since: 0.1.0
*/
SELECT declaration_id
FROM declarations
