/*
id: responsibility.items_on_time
title: {zh: 按时履责, en: Items done on time}
section: 一（三）一是
table: duties
measure: count
unit: {zh: 项, en: items}
phrase: exact
zero: say
definition:
  zh: 其中完成日期不晚于应完成日期、且不晚于运行日的。
  en: "Of these, done by their due date and by the run's day."
since: 0.1.0
*/
SELECT t.duty_id
FROM duties AS t
CROSS JOIN run
WHERE t.holder_kind IN ('organisation', 'chief', 'deputy')
    AND t.done_on <= t.due_on AND t.done_on <= run.as_at
