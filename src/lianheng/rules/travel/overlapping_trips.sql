/*
id: travel.overlapping_trips
title: {zh: 同一人行程重叠, en: Overlapping trips of one person}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
why:
  zh: 同一天只能出一次差，补助按自然日只发一次；日期重叠的两个行程至少有一个多报。
  en: A day is travelled once and its allowance paid once; of two trips over the same days at least one claims too much.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}，与本人行程{other_trip}日期重叠；{chain_from}至{chain_to}共有{trips_in_chain}个行程相互重叠。"
  en: "{starts_on} to {ends_on} in {city}, {province} overlaps trip {other_trip} of the same person; from {chain_from} to {chain_to} {trips_in_chain} trips overlap."
assumptions:
  zh: 前一行程的最后一天恰为后一行程的第一天，是换乘或再次出发，不算重叠；同一天的两个一日行程算重叠。金额为后一行程的全部费用，先开始的行程不计。
  en: >-
    The last day of one trip may be the first of the next, which is no overlap; two one-day trips on the same day are one. The amount is
    the cost of the later trips of a chain; the one that began first carries none.
since: 0.1.0
*/
WITH neighbours AS (
    -- each trip beside the latest end of all before it and the start of the next one: one sorted pass per person
    SELECT
        trip_id, person_id, starts_on, ends_on,
        MAX(ends_on) OVER (
            PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS earlier_end,
        LAG(starts_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_start,
        LAG(ends_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_end,
        LEAD(starts_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS next_start,
        LEAD(ends_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS next_end
    FROM trips
    WHERE person_id IS NOT NULL AND ends_on >= starts_on
),
flagged AS (
    -- one-day trips of the same day share it wholly, although neither reaches into another day
    SELECT
        trip_id, person_id, starts_on, ends_on,
        COALESCE(
            earlier_end > starts_on
            OR (starts_on = ends_on AND previous_start = starts_on AND previous_end = ends_on), FALSE
        ) AS overlaps_earlier,
        COALESCE(
            next_start < ends_on OR (starts_on = ends_on AND next_start = starts_on AND next_end = ends_on), FALSE
        ) AS overlaps_later
    FROM neighbours
),
overlapping AS (
    SELECT
        trip_id, person_id, starts_on, ends_on, overlaps_earlier,
        MAX(CASE WHEN NOT overlaps_earlier THEN starts_on END) OVER (
            PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS chain_from
    FROM flagged
    WHERE overlaps_earlier OR overlaps_later
),
chains AS (
    SELECT
        person_id, chain_from, MAX(ends_on) AS chain_to, COUNT(*) AS trips_in_chain,
        MIN(trip_id) AS one_trip, MAX(trip_id) AS another_trip
    FROM overlapping
    GROUP BY person_id, chain_from
)
SELECT
    t.trip_id,
    CASE WHEN t.person_id IS NULL OR t.starts_on IS NULL OR t.ends_on IS NULL OR t.ends_on < t.starts_on
             THEN 'cannot_judge'
         WHEN o.trip_id IS NOT NULL THEN 'fail'
         ELSE 'pass' END AS outcome,
    CASE WHEN o.overlaps_earlier
         THEN t.transport_amount + t.lodging_amount + t.meal_allowance + t.local_allowance END AS amount,
    COALESCE(t.person_id || '|' || CAST(o.chain_from AS VARCHAR), t.trip_id) AS case_key,
    t.starts_on, t.ends_on, t.province, t.city,
    CASE WHEN c.one_trip = t.trip_id THEN c.another_trip ELSE c.one_trip END AS other_trip,
    c.chain_from, c.chain_to, c.trips_in_chain
FROM trips AS t
LEFT JOIN overlapping AS o ON o.trip_id = t.trip_id
LEFT JOIN chains AS c ON c.person_id = o.person_id AND c.chain_from = o.chain_from
