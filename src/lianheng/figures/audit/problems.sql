/*
id: audit.problems
title: {zh: 审计检查发现问题, en: Problems found}
section: 一（三）三是
table: problems
measure: count
unit: {zh: 个, en: problems}
phrase: exact
zero: say
definition:
  zh: 本单位当年被发现、来源为审计或监督检查的问题。
  en: Problems found in the unit in the year by an audit or an inspection.
since: 0.1.0
*/
SELECT problem_id
FROM problems
WHERE source IN ('audit', 'inspection')
