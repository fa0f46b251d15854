/*
id: budget.execution_rate
title: {zh: 预算执行率, en: Execution rate}
section: 一（四）一是
table: budget_lines
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: gap
definition:
  zh: 当年指标的当年支付数与调整后预算数加上年结转数之比。
  en: "Paid in the year on the year's lines over their adjusted amounts and what was carried in."
since: 0.1.0
*/
WITH paid AS (
    SELECT line_id, EXTRACT(YEAR FROM paid_on) AS year, SUM(amount) AS amount
    FROM payments
    GROUP BY line_id, EXTRACT(YEAR FROM paid_on)
)
SELECT l.line_id, COALESCE(p.amount, 0) AS value, l.adjusted + l.carried_in AS base
FROM budget_lines AS l
LEFT JOIN paid AS p ON p.line_id = l.line_id AND p.year = l.year
