/*
id: talks.first_form_measures
title: {zh: 第一种形态措施, en: First-form measures by kind}
section: 一（二）三是
table: actions
measure: list
unit: {zh: 种, en: kinds}
phrase: list
zero: omit
definition:
  zh: 当年第一种形态处理按措施分列人次。
  en: "First-form measures of the year by kind, each with its number."
since: 0.1.0
*/
WITH first_form AS (
    SELECT c.action_id, c.measure
    FROM actions AS c
    JOIN people AS p ON p.person_id = c.person_id
    CROSS JOIN run
    WHERE c.form = '1'
        AND (run.unit_id IS NULL OR p.unit_id = run.unit_id)
        AND (run.year IS NULL OR EXTRACT(YEAR FROM c.decided_on) = run.year)
)
SELECT action_id, measure || CAST(COUNT(*) OVER (PARTITION BY measure) AS VARCHAR) || '人次' AS item
FROM first_form
