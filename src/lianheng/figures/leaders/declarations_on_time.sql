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
  zh: 当年到期的各类应报告事项中，截至运行日已填报、填报日期不晚于应报日期的。
  en: "Declarations due in the year that were filed by their due date and by the run's day."
since: 0.1.0
*/
SELECT d.declaration_id
FROM declarations AS d
CROSS JOIN run
WHERE d.filed_on <= d.due_on AND d.filed_on <= run.as_at
