/*
id: assets.match_rate
title: {zh: 账实相符率, en: Count matches}
section: 一（四）三是
table: assets
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
period: until
definition:
  zh: 截至年末未处置的资产中，当年盘点过且状态不是盘亏丢失的占比；当年没有盘点记录的不计算。
  en: "Of the assets held at the year's end, the share counted in the year and not lost; not made where the unit counted nothing in the year."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day, year
    FROM run
),
counts AS (
    SELECT e.asset_id, COUNT(*) AS times
    FROM asset_events AS e
    CROSS JOIN reckoning AS r
    WHERE e.kind = 'count' AND (r.year IS NULL OR EXTRACT(YEAR FROM e."on") = r.year)
    GROUP BY e.asset_id
),
held AS (
    SELECT a.asset_id, a.state, c.times, COUNT(c.times) OVER (PARTITION BY a.unit_id) AS counted_in_unit
    FROM assets AS a
    CROSS JOIN reckoning AS r
    LEFT JOIN counts AS c ON c.asset_id = a.asset_id
    WHERE a.acquired_on <= r.on_day AND a.state <> 'disposed'
)
SELECT asset_id, CASE WHEN counted_in_unit > 0 THEN times IS NOT NULL AND state <> 'lost' END AS counted
FROM held
