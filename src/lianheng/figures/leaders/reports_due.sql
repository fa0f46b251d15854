/*
id: leaders.reports_due
title: {zh: 应报告责任制执行情况, en: Periodic reports due}
section: 一（三）二是
table: duties
measure: count
unit: {zh: 次, en: reports}
phrase: exact
zero: omit
definition:
  zh: 当年责任清单中来源为“定期报告”的事项。
  en: "Items of the year's list whose source is 定期报告 (periodic report)."
since: 0.1.0
*/
SELECT duty_id
FROM duties
WHERE source = '定期报告'
