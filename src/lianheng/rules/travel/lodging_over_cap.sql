/*
id: travel.lodging_over_cap
title: {zh: 住宿费超标准, en: Lodging above the cap}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 中央和国家机关工作人员赴地方差旅住宿费标准明细表, number: 财行〔2016〕71号, article: 附表, from: 2016-05-01, mark: V}
why:
  zh: 住宿费在限额内据实报销，限额随城市、职级和淡旺季而变，超出的部分由个人承担。
  en: Lodging is refunded as spent, up to a cap that depends on the city, the rank and the season; what is above it is the traveller's own.
message:
  zh: 赴{province}{city}住宿{nights}晚，住宿费{lodging_amount}元；{rank}限额合计{allowed}元（首晚{cap}元），超出{excess}元。
  en: "{nights} nights in {city}, {province} cost {lodging_amount} yuan; the caps for rank {rank} add up to {allowed} ({cap} the first night), exceeded by {excess}."
exclusions:
  zh: 没有住宿费的行程不适用。
  en: Trips without lodging.
assumptions:
  zh: 每人一间；每晚按当晚适用的限额计算；夜数少于在外夜数时（如夜间乘车），按限额最高的几晚计算。夜数多于在外夜数的行程无法判断，由“住宿夜数与日期不符”指出。
  en: >-
    One room each; every night counts with its own cap. Where fewer nights were lodged than spent away (a night on the train), the
    dearest of them are taken. More nights than the dates hold cannot be judged here; travel.nights_add_up reports them.
since: 0.1.0
*/
WITH stays AS (
    SELECT
        t.trip_id, p.unit_id, p.province, p.city, t.rank, t.starts_on, t.nights,
        DATE_DIFF('day', t.starts_on, t.ends_on) AS nights_away,
        CAST(t.ends_on - INTERVAL 1 DAY AS DATE) AS last_night
    FROM trips AS t
    JOIN trip_places AS p ON p.trip_id = t.trip_id
    WHERE t.lodging_amount > 0 AND t.nights <= DATE_DIFF('day', t.starts_on, t.ends_on)
),
first_nights AS (
    SELECT s.*, c.cap, c.to_on
    FROM stays AS s
    JOIN lodging_periods AS c
        ON c.unit_id = s.unit_id AND c.province = s.province AND c.city = s.city AND c.rank = s.rank
        AND s.starts_on BETWEEN c.from_on AND c.to_on
),
straddling AS (
    -- few trips have nights on both sides of a change: count the nights under each cap, the dearest first
    SELECT
        s.trip_id, s.nights, s.nights_away, c.cap,
        DATE_DIFF('day', GREATEST(s.starts_on, c.from_on), LEAST(s.last_night, c.to_on)) + 1 AS nights_here,
        SUM(DATE_DIFF('day', GREATEST(s.starts_on, c.from_on), LEAST(s.last_night, c.to_on)) + 1) OVER (
            PARTITION BY s.trip_id ORDER BY c.cap DESC, c.from_on ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS nights_so_far
    FROM first_nights AS s
    JOIN lodging_periods AS c
        ON c.unit_id = s.unit_id AND c.province = s.province AND c.city = s.city AND c.rank = s.rank
        AND c.from_on <= s.last_night AND c.to_on >= s.starts_on
    WHERE s.last_night > s.to_on
),
night_by_night AS (
    SELECT trip_id, SUM(cap * GREATEST(LEAST(nights_here, nights - nights_so_far + nights_here), 0)) AS allowed
    FROM straddling
    GROUP BY trip_id
    HAVING SUM(nights_here) = MAX(nights_away)
),
allowances AS (
    SELECT
        f.trip_id, f.cap,
        CAST(CASE WHEN f.last_night <= f.to_on OR f.nights = 0 THEN f.cap * f.nights ELSE n.allowed END
            AS DECIMAL(18,2)) AS allowed
    FROM first_nights AS f
    LEFT JOIN night_by_night AS n ON n.trip_id = f.trip_id
)
SELECT
    t.trip_id,
    CASE WHEN t.lodging_amount IS NULL THEN 'cannot_judge'
         WHEN t.lodging_amount = 0 THEN 'not_applicable'
         WHEN a.allowed IS NULL THEN 'cannot_judge'
         WHEN t.lodging_amount > a.allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    t.lodging_amount - a.allowed AS amount,
    t.trip_id AS case_key,
    t.province, t.city, t.rank, t.nights, t.lodging_amount, a.cap, a.allowed,
    t.lodging_amount - a.allowed AS excess
FROM trips AS t
LEFT JOIN allowances AS a ON a.trip_id = t.trip_id
