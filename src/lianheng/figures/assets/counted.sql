/*
id: assets.counted
title: {zh: 盘点资产, en: Assets counted}
section: 一（四）三是
table: asset_events
measure: count_distinct
unit: {zh: 件, en: assets}
phrase: exact
zero: omit
definition:
  zh: 当年盘点过的资产，每件计一次。
  en: "Assets counted in the year, each once."
since: 0.1.0
*/
SELECT event_id, asset_id AS item
FROM asset_events
WHERE kind = 'count'
