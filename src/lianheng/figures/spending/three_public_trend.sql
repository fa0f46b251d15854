/*
id: spending.three_public_trend
title: {zh: 三公经费历年走势, en: Course over the years}
section: 一（四）二是
table: three_public_years
measure: trend
unit: {zh: 元, en: yuan}
phrase: trend
zero: gap
period: until
definition:
  zh: 各年四项“三公”经费支出决算合计，列出到当年为止有记录的各年。
  en: Final spending on the three public expenses in each year on record up to the year of the report.
since: 0.1.0
*/
SELECT year, unit_id, item, actual AS value
FROM three_public_years
