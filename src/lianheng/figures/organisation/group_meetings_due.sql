/*
id: organisation.group_meetings_due
title: {zh: 应召开党小组会, en: Group meetings due}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: omit
definition:
  zh: 当年每个党小组应召开党小组会的周期，一个小组一个周期计一次，周期长短见标准。
  en: "Periods of the year in which a group owes a group meeting, each counted once; how long they are is in the standard."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'group_meeting' AND due > 0
