/*
id: travel.two_places
title: {zh: 出差期间另在他处, en: In two places at once}
subject: trips
severity: orange
basis:
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 一个人不会同时在两个城市，也不会在外地出差时到会签到；必有一处记录不实。
  en: Nobody is in two cities at once, or present at a meeting at home while away; one of the records is not true.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}，期间另有赴{other_city}的行程{other_trip}；到会记录：{attended_on}，{activity_id}。"
  en: "{starts_on} to {ends_on} in {city}, {province}; meanwhile trip {other_trip} to {other_city}; attendance on {attended_on} at {activity_id}."
assumptions:
  zh: 出发和返回当天不比；同一城市的重叠行程由“同一人行程重叠”指出。线上活动、地点写明在出差城市的活动不算；没有写地点的活动视为在本单位举行。
  en: >-
    The days of departure and return are left out; overlaps in the same city are reported by travel.overlapping_trips. Online activities
    and those in the city travelled to do not count; an activity without a place is taken to be at home.
since: 0.1.0
*/
WITH journeys AS (
    SELECT t.trip_id, t.person_id, t.starts_on, t.ends_on, p.city AS city_name
    FROM trips AS t
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
    WHERE t.person_id IS NOT NULL AND t.city IS NOT NULL AND t.ends_on >= t.starts_on
),
presences AS (
    SELECT w.person_id, a.activity_id, a.held_on, a.place
    FROM attendance AS w
    JOIN activities AS a ON a.activity_id = w.activity_id
    WHERE w.status = 'present' AND COALESCE(a.subkind, '') NOT IN ('online', '线上')
),
timeline AS (
    SELECT person_id, trip_id, starts_on AS on_day, ends_on, 1 AS is_trip FROM journeys
    UNION ALL
    SELECT person_id, NULL AS trip_id, held_on AS on_day, NULL AS ends_on, 0 AS is_trip FROM presences
),
ahead AS (
    -- the next presence after the day of departure, the next departure, and the latest return of earlier trips
    SELECT
        trip_id, person_id, on_day AS starts_on, ends_on, is_trip,
        MIN(CASE WHEN is_trip = 0 THEN on_day END) OVER (
            PARTITION BY person_id ORDER BY on_day, is_trip, ends_on, trip_id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_presence,
        MIN(CASE WHEN is_trip = 1 THEN on_day END) OVER (
            PARTITION BY person_id ORDER BY on_day, is_trip, ends_on, trip_id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_departure,
        MAX(ends_on) OVER (
            PARTITION BY person_id ORDER BY on_day, is_trip, ends_on, trip_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS earlier_return
    FROM timeline
),
interrupted AS (
    SELECT j.trip_id, MIN(p.held_on) AS attended_on, MIN(p.activity_id) AS activity_id
    FROM ahead AS a
    JOIN journeys AS j ON j.trip_id = a.trip_id
    JOIN presences AS p ON p.person_id = j.person_id AND p.held_on > j.starts_on AND p.held_on < j.ends_on
    WHERE a.next_presence < a.ends_on AND (p.place IS NULL OR STRPOS(p.place, j.city_name) = 0)
    GROUP BY j.trip_id
),
overlapping AS (
    SELECT j.trip_id, j.person_id, j.starts_on, j.ends_on, j.city_name
    FROM ahead AS a
    JOIN journeys AS j ON j.trip_id = a.trip_id
    WHERE a.next_departure < a.ends_on OR a.earlier_return > a.starts_on
),
elsewhere AS (
    SELECT a.trip_id, MIN(b.trip_id) AS other_trip, MIN(b.city_name) AS other_city
    FROM overlapping AS a
    JOIN overlapping AS b
        ON b.person_id = a.person_id AND b.trip_id <> a.trip_id
        AND b.starts_on < a.ends_on AND b.ends_on > a.starts_on AND b.city_name <> a.city_name
    GROUP BY a.trip_id
)
SELECT
    t.trip_id,
    CASE WHEN j.trip_id IS NULL THEN 'cannot_judge'
         WHEN e.trip_id IS NOT NULL OR i.trip_id IS NOT NULL THEN 'fail'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    CASE WHEN e.other_trip < t.trip_id THEN e.other_trip ELSE t.trip_id END AS case_key,
    t.starts_on, t.ends_on, t.province, t.city, e.other_trip, e.other_city, i.attended_on, i.activity_id
FROM trips AS t
LEFT JOIN journeys AS j ON j.trip_id = t.trip_id
LEFT JOIN elsewhere AS e ON e.trip_id = t.trip_id
LEFT JOIN interrupted AS i ON i.trip_id = t.trip_id
