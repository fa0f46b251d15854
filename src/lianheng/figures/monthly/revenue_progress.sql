/*
id: monthly.revenue_progress
title: {zh: 收入进度, en: Revenue against budget}
section: 月度分析
table: revenue_months
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年截至运行日最近一个有记录的月份各收入项目累计数占全年预算数之比。
  en: The revenue to date over the budget of the whole year.
since: 0.1.0
*/
WITH latest AS (
    SELECT
        m.month, m.unit_id, m.side, m.item, m.ytd, m.annual_budget,
        MAX(m.month) OVER (PARTITION BY m.unit_id) AS latest_month
    FROM revenue_months AS m
    CROSS JOIN run
    WHERE m.month <= SUBSTR(CAST(run.as_at AS VARCHAR), 1, 7)
        AND (run.year IS NULL OR SUBSTR(m.month, 1, 4) = CAST(run.year AS VARCHAR))
)
SELECT month, unit_id, side, item, ytd AS value, annual_budget AS base
FROM latest
WHERE side = 'revenue' AND month = latest_month
