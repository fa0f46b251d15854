/*
id: monthly.revenue
title: {zh: 累计收入, en: Revenue to date}
section: 月度分析
table: revenue_months
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
definition:
  zh: 当年截至运行日最近一个有记录的月份各收入项目的累计数合计。
  en: "Amounts to date of all revenue items in the latest month of the year on record by the run's day."
since: 0.1.0
*/
WITH latest AS (
    SELECT
        m.month, m.unit_id, m.side, m.item, m.ytd,
        MAX(m.month) OVER (PARTITION BY m.unit_id) AS latest_month
    FROM revenue_months AS m
    CROSS JOIN run
    WHERE m.month <= SUBSTR(CAST(run.as_at AS VARCHAR), 1, 7)
        AND (run.year IS NULL OR SUBSTR(m.month, 1, 4) = CAST(run.year AS VARCHAR))
)
SELECT month, unit_id, side, item, ytd AS value
FROM latest
WHERE side = 'revenue' AND month = latest_month
