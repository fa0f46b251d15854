/*
id: procurement.number
title: {zh: 政府采购项目, en: Procurements}
section: 一（四）三是
table: procurements
measure: count
unit: {zh: 个, en: procurements}
phrase: exact
zero: gap
definition:
  zh: 当年（按成交确定、采购公告、成交公告、单一来源公示、意向公开中最先填有的日期）的采购项目，已取消的不计。
  en: "Procurements of the year that were not cancelled; the year is that of the decision, else of the notice, the award notice, the single-source notice or the intention."
since: 0.1.0
*/
SELECT procurement_id
FROM procurements
WHERE COALESCE(status, 'active') <> 'cancelled'
