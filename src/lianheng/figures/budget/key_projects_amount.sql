/*
id: budget.key_projects_amount
title: {zh: 重点项目资金, en: Funds for key projects}
section: 一（四）一是
table: budget_lines
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
definition:
  zh: 当年列为重点的预算指标的调整后预算数合计。
  en: "Adjusted amounts of the year's lines marked as key."
since: 0.1.0
*/
SELECT line_id, adjusted AS value
FROM budget_lines
WHERE key_project
