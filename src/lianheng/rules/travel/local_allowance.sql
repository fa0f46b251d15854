/*
id: travel.local_allowance
title: {zh: 市内交通补助超标准, en: Local transport allowance above the standard}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
why:
  zh: 市内交通补助按自然日和目的地标准包干，出差几天最多领几天。
  en: The local transport allowance is a lump sum per calendar day at the rate of the destination, for no more days than the trip had.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}共{days_away}天，申报市内交通补助{local_days}天、{local_allowance}元；每天{rate}元，最多{allowed}元，多领{excess}元。"
  en: "{starts_on} to {ends_on} in {city}, {province} are {days_away} days; {local_allowance} yuan were claimed for {local_days} days. At {rate} a day at most {allowed}: {excess} too much."
exclusions:
  zh: 没有领取市内交通补助的行程不适用。
  en: Trips without a local transport allowance.
assumptions:
  zh: 整个行程按出发日适用的标准计算；少领不算问题。
  en: The rate of the day of departure holds for the whole trip; claiming less is no fault.
since: 0.1.0
*/
WITH journeys AS (
    SELECT
        t.trip_id, p.unit_id, t.starts_on, t.ends_on, t.province, t.city, t.local_days, t.local_allowance,
        p.province AS province_name,
        DATE_DIFF('day', t.starts_on, t.ends_on) + 1 AS days_away
    FROM trips AS t
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
),
entitlements AS (
    -- a province with a rate of its own, else the rate of all others
    SELECT
        j.*,
        COALESCE(own.amount, other.amount) AS rate,
        CASE WHEN j.province IS NOT NULL AND j.days_away > 0 AND j.local_days IS NOT NULL
             THEN CAST(COALESCE(own.amount, other.amount) * LEAST(j.local_days, j.days_away) AS DECIMAL(18,2))
        END AS allowed
    FROM journeys AS j
    LEFT JOIN travel_allowances AS own
        ON own.unit_id = j.unit_id AND own.allowance = 'local' AND own.province = j.province_name
        AND j.starts_on BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN travel_allowances AS other
        ON other.unit_id = j.unit_id AND other.allowance = 'local' AND other.province = '*'
        AND j.starts_on BETWEEN other.valid_from AND other.valid_to
)
SELECT
    trip_id,
    CASE WHEN local_allowance IS NULL THEN 'cannot_judge'
         WHEN local_allowance = 0 THEN 'not_applicable'
         WHEN allowed IS NULL THEN 'cannot_judge'
         WHEN local_allowance > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    local_allowance - allowed AS amount,
    trip_id AS case_key,
    starts_on, ends_on, province, city, days_away, local_days, local_allowance, rate, allowed,
    local_allowance - allowed AS excess
FROM entitlements
