/*
id: travel.lodging_without_receipt
title: {zh: 住宿费无发票, en: Lodging without an invoice}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 中华人民共和国发票管理办法, number: 2023年修订, article: 第二十条, from: 2023-07-20, mark: L}
why:
  zh: 住宿费凭发票在限额内据实报销，没有发票的不予报销。
  en: Lodging is refunded against an invoice; without one it is not refunded at all.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}，报销住宿费{lodging_amount}元（{nights}晚），没有住宿发票。"
  en: "{starts_on} to {ends_on} in {city}, {province}: {lodging_amount} yuan for {nights} nights of lodging were claimed without an invoice."
exclusions:
  zh: 没有报销住宿费的行程不适用；在外过夜而没有住宿费的，由“住宿夜数与日期不符”指出。
  en: Trips that claim no lodging; nights away without any lodging are reported by travel.nights_add_up.
since: 0.1.0
*/
SELECT
    trip_id,
    CASE WHEN lodging_amount IS NULL THEN 'cannot_judge'
         WHEN lodging_amount = 0 THEN 'not_applicable'
         WHEN lodging_receipt IS NULL THEN 'cannot_judge'
         WHEN NOT lodging_receipt THEN 'fail'
         ELSE 'pass' END AS outcome,
    lodging_amount AS amount,
    trip_id AS case_key,
    starts_on, ends_on, province, city, nights, lodging_amount
FROM trips
