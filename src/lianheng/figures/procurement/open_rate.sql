/*
id: procurement.open_rate
title: {zh: 公开招标占比, en: Open share}
section: 一（四）三是
table: procurements
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年未取消的采购项目中，公开招标的预算金额占比。
  en: Budgets of openly tendered procurements over the budgets of all that were not cancelled.
since: 0.1.0
*/
SELECT
    procurement_id,
    CASE WHEN method = 'open' THEN budget WHEN method IS NOT NULL THEN 0 END AS value,
    budget AS base
FROM procurements
WHERE COALESCE(status, 'active') <> 'cancelled'
