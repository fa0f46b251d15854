/*
id: leaders.reports_on_time
title: {zh: 按时报告, en: Periodic reports on time}
section: 一（三）二是
table: duties
measure: count
unit: {zh: 次, en: reports}
phrase: exact
zero: say
definition:
  zh: 当年责任清单中来源为“定期报告”的事项，完成日期不晚于应完成日期和运行日的。
  en: "Periodic reports of the year's list made by their due date and by the run's day."
since: 0.1.0
*/
SELECT t.duty_id
FROM duties AS t
CROSS JOIN run
WHERE t.source = '定期报告' AND t.done_on <= t.due_on AND t.done_on <= run.as_at
