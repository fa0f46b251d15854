/*
id: procurement.amount
title: {zh: 政府采购预算金额, en: Procurement amount}
section: 一（四）三是
table: procurements
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年未取消的采购项目的预算金额合计。
  en: Budgets of the procurements of the year that were not cancelled.
since: 0.1.0
*/
SELECT procurement_id, budget AS value
FROM procurements
WHERE COALESCE(status, 'active') <> 'cancelled'
