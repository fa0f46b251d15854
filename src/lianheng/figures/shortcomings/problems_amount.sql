/*
id: shortcomings.problems_amount
title: {zh: 问题涉及金额, en: Amount involved}
section: 二
table: problems
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: omit
definition:
  zh: 当年发现的问题涉及的金额合计，未填金额的为不涉资金。
  en: Money concerned by the problems found in the year; an empty amount means none.
since: 0.1.0
*/
SELECT problem_id, COALESCE(amount, 0) AS value
FROM problems
