/*
id: organisation.member_meetings_held
title: {zh: 按期召开支部党员大会, en: Member meetings held}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: say
definition:
  zh: 当年每个支部应召开支部党员大会的周期中，次数达到规定的周期；一个周期内多开的不重复计。
  en: "Of the periods of the year in which a branch owes a member meeting, those in which it held as many as it owed; more than that in one period does not add up."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'member_meeting' AND due > 0 AND held >= due
