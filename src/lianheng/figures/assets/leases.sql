/*
id: assets.leases
title: {zh: 出租资产, en: Leases}
section: 一（四）三是
table: asset_events
measure: count
unit: {zh: 宗, en: leases}
phrase: exact
zero: say
definition:
  zh: 当年发生的资产出租。
  en: Leases of assets in the year.
since: 0.1.0
*/
SELECT event_id
FROM asset_events
WHERE kind = 'lease'
