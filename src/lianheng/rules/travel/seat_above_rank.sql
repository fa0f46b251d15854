/*
id: travel.seat_above_rank
title: {zh: 超等级乘坐交通工具, en: Seat above the traveller's rank}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
why:
  zh: 火车、飞机、轮船的座席等级按职级确定，超等级乘坐的，超支部分由个人自理。
  en: The class of seat on trains, planes and ships depends on rank; what a higher class costs more is the traveller's own.
message:
  zh: "{starts_on}乘{transport}赴{province}{city}，座席{seat_class}，应不高于{rank}的准乘等级；票价{transport_amount}元。"
  en: "On {starts_on} by {transport} to {city}, {province} in {seat_class} class, which must not be above the classes of rank {rank}; fare {transport_amount} yuan."
exclusions:
  zh: 汽车、自驾和其他交通工具不分等级，不适用；没有报销城市间交通费的不适用。
  en: Road and other means have no classes; trips that claim no fare.
assumptions:
  zh: 同等级的票价不在台账中，金额列全部城市间交通费，应由个人承担的只是其中的差额。随行部级人员同等级乘坐的一人须另附说明。
  en: >-
    The fare of the proper class is not in the ledger: the amount is the whole fare, of which only the difference is the traveller's. The
    one companion who may share a minister's class has to be explained.
since: 0.1.0
*/
SELECT
    t.trip_id,
    CASE WHEN t.transport IS NULL OR t.transport_amount IS NULL THEN 'cannot_judge'
         WHEN t.transport NOT IN ('rail', 'air', 'ship') OR t.transport_amount = 0 THEN 'not_applicable'
         WHEN c.allowed IS NULL THEN 'cannot_judge'
         WHEN c.allowed = 0 THEN 'fail'
         ELSE 'pass' END AS outcome,
    t.transport_amount AS amount,
    t.trip_id AS case_key,
    t.starts_on, t.transport, t.province, t.city, t.seat_class, t.rank, t.transport_amount
FROM trips AS t
LEFT JOIN people AS p ON p.person_id = t.person_id
LEFT JOIN transport_classes AS c
    ON c.unit_id = p.unit_id AND c.rank = t.rank AND c.transport = t.transport AND c.seat_class = t.seat_class
    AND t.starts_on BETWEEN c.valid_from AND c.valid_to
