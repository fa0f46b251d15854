/*
id: assets.value
title: {zh: 国有资产原值, en: Assets}
section: 一（四）三是
table: assets
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: gap
period: until
definition:
  zh: 截至年末已取得、状态不是已处置的资产的账面原值合计。
  en: "Book value at cost of the assets acquired by the year's end and not disposed of."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
)
SELECT a.asset_id, a.value
FROM assets AS a
CROSS JOIN reckoning AS r
WHERE a.acquired_on <= r.on_day AND a.state <> 'disposed'
