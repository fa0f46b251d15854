/*
id: education.holiday_reminders
title: {zh: 节前教育覆盖节日, en: Festivals with a reminder}
section: 一（二）二是
table: festivals
measure: count
unit: {zh: 个, en: festivals}
phrase: exact
zero: say
definition:
  zh: 当年法定节日中，节前提醒期内至少开展过一次节前教育的；提醒期天数见标准。
  en: Festivals of the year with at least one reminder in the days before them in which it is due.
since: 0.1.0
*/
SELECT festival_id
FROM festivals
WHERE reminders > 0
