/*
id: organisation.group_meetings_held
title: {zh: 按期召开党小组会, en: Group meetings held}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: say
definition:
  zh: 当年每个党小组应召开党小组会的周期中，次数达到规定的周期；一个周期内多开的不重复计。
  en: "Of the periods of the year in which a group owes a group meeting, those in which it held as many as it owed; more than that in one period does not add up."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'group_meeting' AND due > 0 AND held >= due
