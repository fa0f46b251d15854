/*
id: budget.analyses_issued
title: {zh: 月度收支分析, en: Monthly analyses issued}
section: 一（四）一是
table: analyses
measure: count
unit: {zh: 期, en: issues}
phrase: exact
zero: gap
definition:
  zh: 所分析月份在当年、截至运行日已印发的月度收支分析。
  en: "Monthly analyses of the year's months issued by the run's day."
since: 0.1.0
*/
SELECT a.month
FROM analyses AS a
CROSS JOIN run
WHERE a.issued_on <= run.as_at
