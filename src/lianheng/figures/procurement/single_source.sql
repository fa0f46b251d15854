/*
id: procurement.single_source
title: {zh: 单一来源采购, en: Single-source}
section: 一（四）三是
table: procurements
measure: count
unit: {zh: 个, en: procurements}
phrase: exact
zero: say
definition:
  zh: 当年未取消的采购项目中，采用单一来源方式的。
  en: "Procurements of the year from a single source, those cancelled left out."
since: 0.1.0
*/
SELECT procurement_id
FROM procurements
WHERE method = 'single_source' AND COALESCE(status, 'active') <> 'cancelled'
