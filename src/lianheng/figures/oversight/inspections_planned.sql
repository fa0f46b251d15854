/*
id: oversight.inspections_planned
title: {zh: 计划监督检查, en: Inspections planned}
section: 一（四）三是
table: inspections
measure: count
unit: {zh: 次, en: inspections}
phrase: exact
zero: gap
definition:
  zh: 计划日期在当年、由本单位人员开展的各类监督检查，不论查哪个单位，含内部审计。
  en: "Inspections of every kind that the unit's people planned for the year, in whichever unit, internal audits included."
since: 0.1.0
*/
SELECT inspection_id
FROM inspections
