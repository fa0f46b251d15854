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
  zh: 当年责任清单中由组织、主要负责人、分管领导承担的事项，完成日期不晚于应完成日期和运行日的。
  en: "Items owed by the organisation, the chief and the deputies that were done by their due date and by the run's day."
since: 0.1.0
*/
SELECT t.duty_id
FROM duties AS t
CROSS JOIN run
WHERE t.holder_kind IN ('organisation', 'chief', 'deputy')
    AND t.done_on <= t.due_on AND t.done_on <= run.as_at
