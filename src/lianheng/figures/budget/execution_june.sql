/*
id: budget.execution_june
title: {zh: 6月底执行率, en: Execution by end of June}
section: 一（四）一是
table: budget_lines
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年指标截至6月30日的支付数与调整后预算数加上年结转数之比。
  en: "Paid by 30 June on the year's lines over what they hold."
since: 0.1.0
*/
WITH paid AS (
    SELECT line_id, EXTRACT(YEAR FROM paid_on) AS year, SUM(amount) AS amount
    FROM payments
    WHERE paid_on <= MAKE_DATE(CAST(EXTRACT(YEAR FROM paid_on) AS INTEGER), 6, 30)
    GROUP BY line_id, EXTRACT(YEAR FROM paid_on)
)
SELECT l.line_id, COALESCE(p.amount, 0) AS value, l.adjusted + l.carried_in AS base
FROM budget_lines AS l
LEFT JOIN paid AS p ON p.line_id = l.line_id AND p.year = l.year
