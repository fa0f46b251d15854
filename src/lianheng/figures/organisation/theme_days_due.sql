/*
id: organisation.theme_days_due
title: {zh: 应开展主题党日, en: Theme days due}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: theme days}
phrase: exact
zero: gap
definition:
  zh: 当年每个支部应开展主题党日的周期，一个支部一个周期计一次，周期长短见标准。
  en: "Periods of the year in which a branch owes a theme day, each counted once; how long they are is in the standard."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'theme_day' AND due > 0
