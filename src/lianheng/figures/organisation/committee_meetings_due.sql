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
  zh: 当年每个支部应召开支委会的周期，支部设委员会的，每个支部（小组）每个周期计一次。
  en: "Periods of the year in which a branch or group owes a committee meeting, one for each branch or group and period, where the branch has a committee."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'committee_meeting' AND has_committee AND due > 0
