/*
id: monthly.expenditure_growth
title: {zh: 支出同比, en: "Expenditure, year on year"}
section: 月度分析
table: revenue_months
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年截至运行日最近一个有记录的月份各支出项目累计数比上年同期的增减额占上年同期数之比，减少为负。
  en: "Change of the expenditure to date on the same months of last year, over those; negative when it fell."
since: 0.1.0
*/
WITH latest AS (
    SELECT
        m.month, m.unit_id, m.side, m.item, m.ytd, m.ytd_prior,
        MAX(m.month) OVER (PARTITION BY m.unit_id) AS latest_month
    FROM revenue_months AS m
    CROSS JOIN run
    WHERE m.month <= SUBSTR(CAST(run.as_at AS VARCHAR), 1, 7)
        AND (run.year IS NULL OR SUBSTR(m.month, 1, 4) = CAST(run.year AS VARCHAR))
)
SELECT month, unit_id, side, item, ytd - ytd_prior AS value, ytd_prior AS base
FROM latest
WHERE side = 'expenditure' AND month = latest_month
