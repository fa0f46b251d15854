/*
id: style.weekly_meetings_held
title: {zh: 召开例会, en: Weekly meetings held}
section: 一（四）一是
table: weeks
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: say
definition:
  zh: 当年周五为工作日的周中召开过例会的周，改在该周其他日子召开的也算。
  en: "ISO weeks of the year whose Friday is a working day and in which a meeting was held, also on another day of the week."
since: 0.1.0
*/
SELECT week_id
FROM weeks
WHERE meeting_due_on IS NOT NULL AND held
