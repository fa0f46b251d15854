/*
id: organisation.committee_meetings_due
title: {zh: 应召开支委会, en: Committee meetings due}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: gap
definition:
  zh: 当年每个设支委会的支部应召开支委会的周期，一个支部一个周期计一次，周期长短见标准。
  en: "Periods of the year in which a branch with a committee owes a committee meeting, each counted once; how long they are is in the standard."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'committee_meeting' AND has_committee AND due > 0
