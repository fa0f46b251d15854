/*
id: leaders.declarations_on_time
title: {zh: 按期报告, en: Declarations on time}
section: 一（三）二是
table: declarations
measure: count
unit: {zh: 件, en: declarations}
phrase: exact
zero: say
definition:
  zh: 其中填报日期不晚于应报日期的。
  en: "Of these, filed by their due date."
since: 0.1.0
*/
SELECT declaration_id
FROM declarations
WHERE filed_on <= due_on
