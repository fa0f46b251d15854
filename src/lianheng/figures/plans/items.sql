/*
id: plans.items
title: {zh: 下年度计划, en: "Next year's plan"}
section: 三
table: plans
measure: list
unit: {zh: 项, en: items}
phrase: list
zero: gap
period: all
definition:
  zh: 计划年度为下一年的计划事项，有目标的附目标。
  en: "Items planned for the year after the report's, with their target where one is set."
since: 0.1.0
*/
SELECT l.plan_id, CONCAT_WS('，', l.title, l.target) AS item
FROM plans AS l
CROSS JOIN run
WHERE l.year = run.year + 1
