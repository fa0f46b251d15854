/*
id: budget.executed
title: {zh: 预算执行, en: Budget executed}
section: 一（四）一是
table: payments
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
definition:
  zh: 当年挂有预算指标的支付金额合计，冲销按负数计入。
  en: "Payments of the year charged to a budget line, reversals deducted."
since: 0.1.0
*/
SELECT payment_id, amount AS value
FROM payments
WHERE line_id IS NOT NULL
