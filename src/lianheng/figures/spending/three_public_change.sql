/*
id: spending.three_public_change
title: {zh: 三公经费比上年, en: Change on last year}
section: 一（四）二是
table: three_public_years
measure: average
unit: {zh: 元, en: yuan}
phrase: money
zero: say
period: until
definition:
  zh: 当年与上年四项“三公”经费支出决算合计之差，减少为负；两年都有记录才计算。
  en: "Final spending on all items in the year less that of the year before, negative when it fell; made only when both years are on record."
since: 0.1.0
*/
WITH years AS (
    SELECT
        t.year, t.unit_id, t.item, t.actual,
        t.year = run.year AS is_this_year,
        COUNT(t.actual) OVER (PARTITION BY t.unit_id, t.item) AS years_known
    FROM three_public_years AS t
    CROSS JOIN run
    WHERE t.year IN (run.year - 1, run.year) AND (run.unit_id IS NULL OR t.unit_id = run.unit_id)
),
compared AS (
    SELECT
        year, unit_id, item,
        SUM(CASE WHEN is_this_year THEN actual ELSE -actual END) OVER () AS change,
        MIN(years_known) OVER () AS fewest_years,
        ROW_NUMBER() OVER (ORDER BY year DESC, unit_id, item) AS place
    FROM years
)
-- The difference stands on one row, the others are its evidence: the mean of one value is a gap where that is not known,
-- while a sum would take a year without its record for zero.
SELECT year, unit_id, item, CASE WHEN place = 1 AND fewest_years = 2 THEN change END AS value
FROM compared
