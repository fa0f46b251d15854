/*
id: services.approval_cases
title: {zh: 办理办件, en: Cases handled}
section: 一（四）一是
table: service_cases
measure: count
unit: {zh: 件, en: cases}
phrase: exact
zero: omit
period: until
definition:
  zh: 当年办结的办件，包括上年受理的。
  en: "Cases finished in the year, whenever they were received."
since: 0.1.0
*/
SELECT c.case_id
FROM service_cases AS c
CROSS JOIN run
WHERE CAST(c.done_at AS DATE) <= run.as_at
    AND (run.year IS NULL OR EXTRACT(YEAR FROM c.done_at) = run.year)
