/*
id: shortcomings.overdue_rectification
title: {zh: 逾期未整改, en: Rectification overdue}
section: 二
table: problems
measure: count
unit: {zh: 个, en: problems}
phrase: exact
zero: say
period: until
definition:
  zh: 当年及以前发现、整改期限早于运行日、截至运行日仍未完成整改的问题；到期当天不算逾期。
  en: "Problems found in or before the year whose date has passed on the run's day without their being mended; the date itself is not late."
since: 0.1.0
*/
SELECT p.problem_id
FROM problems AS p
CROSS JOIN run
WHERE p.due_on < run.as_at AND (p.done_on IS NULL OR p.done_on > run.as_at)
