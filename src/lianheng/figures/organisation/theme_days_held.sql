/*
id: organisation.theme_days_held
title: {zh: 按期开展主题党日, en: Theme days held}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: theme days}
phrase: exact
zero: say
definition:
  zh: 当年每个支部应开展主题党日的周期中，次数达到规定的周期；一个周期内多开的不重复计。
  en: "Of the periods of the year in which a branch owes a theme day, those in which it held as many as it owed; more than that in one period does not add up."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'theme_day' AND due > 0 AND held >= due
