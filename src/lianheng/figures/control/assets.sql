/*
id: control.assets
title: {zh: 资产管理控制情况, en: Control of assets}
section: 内控报告
table: assets
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第10项，满分6分，此处只计台账记录能证明的得分：年末在册资产当年均已盘点且未盘亏4分，均已建卡2分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 10 of the basic assessment of internal control (财会〔2016〕11号), 6 points at most, of which only what the records prove is counted: every asset held at the year's end counted in the year and none lost 4, every one carded 2. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  found: {default: 4, zh: 盘点的分值, en: Points of the count}
  carded: {default: 2, zh: 建卡的分值, en: Points of the cards}
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
),
counts AS (
    SELECT DISTINCT e.asset_id
    FROM asset_events AS e
    CROSS JOIN run
    WHERE e.kind = 'count' AND (run.year IS NULL OR EXTRACT(YEAR FROM e."on") = run.year)
),
judged AS (
    SELECT
        a.asset_id,
        a.asset_id = MIN(a.asset_id) OVER () AS is_first,
        MIN(CASE WHEN c.asset_id IS NOT NULL AND a.state <> 'lost' THEN 1 ELSE 0 END) OVER () AS all_found,
        MIN(CASE WHEN a.carded_on <= r.on_day THEN 1 ELSE 0 END) OVER () AS all_carded
    FROM assets AS a
    CROSS JOIN reckoning AS r
    CROSS JOIN run
    LEFT JOIN counts AS c ON c.asset_id = a.asset_id
    WHERE a.acquired_on <= r.on_day AND a.state <> 'disposed' AND (run.unit_id IS NULL OR a.unit_id = run.unit_id)
)
SELECT
    asset_id,
    CAST(
        CASE WHEN is_first THEN $found * all_found + $carded * all_carded ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
