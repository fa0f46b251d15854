/*
id: warnings.raised
title: {zh: 登记预警, en: Warnings raised}
section: 一（二）三是
table: problems
measure: count
unit: {zh: 条, en: warnings}
phrase: exact
zero: say
definition:
  zh: 当年登记、来源为预警的问题；经人工排除的预警不登记为问题，不计。
  en: Problems of the year that came from a warning; warnings dismissed by a person are not entered as problems.
since: 0.1.0
*/
SELECT problem_id
FROM problems
WHERE source = 'warning'
