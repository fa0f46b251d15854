/*
id: budget.adjusted
title: {zh: 调整后预算, en: Adjusted budget}
section: 一（四）一是
table: budget_lines
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
definition:
  zh: 当年预算指标的调整后预算数合计。
  en: "Adjusted amounts of the year's budget lines."
since: 0.1.0
*/
SELECT line_id, adjusted AS value
FROM budget_lines
