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
  zh: 当年每个支部应开展主题党日的周期，每个支部（小组）每个周期计一次。
  en: "Periods of the year in which a branch or group owes a theme day, one for each branch or group and period."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'theme_day' AND due > 0
