/*
id: style.weekly_meetings_due
title: {zh: 应召开例会, en: Weekly meetings due}
section: 一（四）一是
table: weeks
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: gap
definition:
  zh: 当年（按ISO周年度）周五为工作日的周，每周应开一次例会；周五放假的周不计。
  en: "ISO weeks of the year whose Friday is a working day, each of which asks for one meeting."
since: 0.1.0
*/
SELECT week_id
FROM weeks
WHERE meeting_due_on IS NOT NULL
