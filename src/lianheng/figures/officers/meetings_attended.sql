/*
id: officers.meetings_attended
title: {zh: 列席会议, en: Meetings attended}
section: 一（四）三是
table: officer_logs
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: say
definition:
  zh: 当年“两员”履职记录中，履职方式为列席会议的。
  en: "Entries of the year in the officers' log whose form is attendance at a meeting."
since: 0.1.0
*/
SELECT log_id
FROM officer_logs
WHERE form = 'attend'
