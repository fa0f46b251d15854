/*
id: shortcomings.problems
title: {zh: 发现问题, en: Problems found}
section: 二
table: problems
measure: count
unit: {zh: 个, en: problems}
phrase: exact
zero: gap
definition:
  zh: 当年发现的问题，不分来源。
  en: "Problems found in the year, whatever their source."
since: 0.1.0
*/
SELECT problem_id
FROM problems
