/*
id: shortcomings.duties_overdue
title: {zh: 逾期未履责, en: Duties overdue}
section: 二
table: duties
measure: count
unit: {zh: 项, en: duties}
phrase: exact
zero: omit
definition:
  zh: 当年责任清单中期限早于运行日、截至运行日仍未完成的事项；到期当天不算逾期。
  en: "Items of the year's list whose due date has passed on the run's day without their being done; the due date itself is not late."
since: 0.1.0
*/
SELECT t.duty_id
FROM duties AS t
CROSS JOIN run
WHERE t.due_on < run.as_at AND (t.done_on IS NULL OR t.done_on > run.as_at)
