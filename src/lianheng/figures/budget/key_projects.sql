/*
id: budget.key_projects
title: {zh: 重点项目, en: Key projects}
section: 一（四）一是
table: budget_lines
measure: count_distinct
unit: {zh: 个, en: projects}
phrase: exact
zero: omit
definition:
  zh: 当年列为重点的预算指标所属项目，每个项目计一次。
  en: "Projects of the year's lines marked as key, each once."
since: 0.1.0
*/
SELECT line_id, project AS item
FROM budget_lines
WHERE key_project
