/*
id: organisation.member_meetings_due
title: {zh: 应召开支部党员大会, en: Member meetings due}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: gap
definition:
  zh: 当年每个支部应召开支部党员大会的周期，每个支部（小组）每个周期计一次。
  en: "Periods of the year in which a branch or group owes a member meeting, one for each branch or group and period."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'member_meeting' AND due > 0
