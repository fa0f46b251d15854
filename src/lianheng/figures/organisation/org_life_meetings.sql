/*
id: organisation.org_life_meetings
title: {zh: 组织生活会, en: Organisation-life meetings}
section: 一（一）三是
table: activities
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: gap
definition:
  zh: 当年召开的组织生活会。
  en: Organisation-life meetings held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'org_life_meeting'
