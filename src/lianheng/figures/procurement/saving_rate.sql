/*
id: procurement.saving_rate
title: {zh: 采购节约率, en: Saving rate}
section: 一（四）三是
table: procurements
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年已完成且有有效成交的采购项目，预算与成交金额之差占预算之比；超预算为负。
  en: "Budget less award over budget, of the completed procurements of the year with an active award; negative when the awards exceed the budget."
since: 0.1.0
*/
WITH awarded AS (
    SELECT procurement_id, CASE WHEN COUNT(*) = COUNT(amount) THEN SUM(amount) END AS amount
    FROM awards
    WHERE status = 'active'
    GROUP BY procurement_id
)
SELECT p.procurement_id, p.budget - w.amount AS value, p.budget AS base
FROM procurements AS p
JOIN awarded AS w ON w.procurement_id = p.procurement_id
WHERE p.status = 'complete'
