/*
id: assets.disposals
title: {zh: 处置资产, en: Disposals}
section: 一（四）三是
table: asset_events
measure: count
unit: {zh: 宗, en: disposals}
phrase: exact
zero: say
definition:
  zh: 当年发生的资产处置。
  en: Disposals of assets in the year.
since: 0.1.0
*/
SELECT event_id
FROM asset_events
WHERE kind = 'dispose'
