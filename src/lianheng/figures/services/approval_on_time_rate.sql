/*
id: services.approval_on_time_rate
title: {zh: 办件按时办结率, en: Share on time}
section: 一（四）一是
table: service_cases
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: omit
period: until
definition:
  zh: 当年办结的办件中，受理次日起算的工作日数不超过承诺工作日的占比。
  en: "Of the cases finished in the year, the share finished within the working days promised, counted from the day after receipt."
since: 0.1.0
*/
SELECT c.case_id, done.workday_no - received.workday_no <= c.promised_days AS counted
FROM service_cases AS c
CROSS JOIN run
LEFT JOIN days AS received ON received.on_day = CAST(c.received_at AS DATE)
LEFT JOIN days AS done ON done.on_day = CAST(c.done_at AS DATE)
WHERE CAST(c.done_at AS DATE) <= run.as_at
    AND (run.year IS NULL OR EXTRACT(YEAR FROM c.done_at) = run.year)
