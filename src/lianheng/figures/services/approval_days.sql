/*
id: services.approval_days
title: {zh: 平均办理天数, en: Average days}
section: 一（四）一是
table: service_cases
measure: average
unit: {zh: 天, en: days}
phrase: exact
zero: omit
period: until
definition:
  zh: 当年办结的办件从受理到办结的平均日历天数，不足一天按小数计。
  en: "Mean calendar days, with fractions, from receipt to completion of the cases finished in the year."
since: 0.1.0
*/
SELECT
    c.case_id,
    CAST(DATE_DIFF('second', c.received_at, c.done_at) / 86400.0 AS DECIMAL(18, 6)) AS value
FROM service_cases AS c
CROSS JOIN run
WHERE CAST(c.done_at AS DATE) <= run.as_at
    AND (run.year IS NULL OR EXTRACT(YEAR FROM c.done_at) = run.year)
