/*
id: travel.on_meeting_board
title: {zh: 会议培训已供餐又领伙食补助, en: Meal allowance while boarded by a meeting}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: K}
why:
  zh: 外出参加会议、培训，期间食宿由举办单位统一开支，只有在途期间可以领补助。
  en: At meetings and trainings the organiser pays board and lodging; only the days on the way have an allowance.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}共{days_away}天，其中{board_days}天为本单位举办的{gathering_id}（{held_from}至{held_to}）；每天{rate}元，最多可领{allowed}元，实领{meal_allowance}元。"
  en: "{starts_on} to {ends_on} in {city}, {province}, {days_away} days; {board_days} of them at {gathering_id}, held by the own unit from {held_from} to {held_to}. At {rate} a day at most {allowed} are due; {meal_allowance} were claimed."
exclusions:
  zh: 没有领取伙食补助，或期间本单位在当地没有举办会议培训的，不适用。
  en: Trips without a meal allowance, and trips during which the own unit held no meeting or training at the place.
assumptions:
  zh: 本单位同期在同一城市举办的会议培训，视为出差人参加并由会议费、培训费供餐；出发和返回当天算在途。同期有几个的，取供餐天数最多的一个。为会议、培训报销而台账中没有该会议培训、也没有填供餐次数的，无法判断。
  en: >-
    A meeting or training that the own unit holds in the same city at the same time is taken to be attended and to give board; the days of
    departure and return are on the way. Of several the one with most days of board counts. A claim for a meeting or training that the
    ledger does not hold cannot be judged, unless the host's meals are given.
since: 0.1.0
*/
WITH journeys AS (
    SELECT
        t.trip_id, t.claim_id, p.unit_id, t.starts_on, t.ends_on, t.province, t.city, t.host_meals, t.meal_allowance,
        p.province AS province_name, p.city AS city_name,
        DATE_DIFF('day', t.starts_on, t.ends_on) + 1 AS days_away
    FROM trips AS t
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
),
venues AS (
    SELECT
        g.gathering_id, g.unit_id, g.starts_on, g.ends_on,
        COALESCE(city.place_name, REGEXP_REPLACE(g.city, '(市|地区|盟)$', '')) AS city_name
    FROM gatherings AS g
    LEFT JOIN place_names AS city
        ON city.unit_id = g.unit_id AND city.name = g.city AND g.starts_on BETWEEN city.valid_from AND city.valid_to
),
boarded AS (
    -- days of the gathering on which the traveller was there and not on the way
    SELECT
        j.trip_id, v.gathering_id, v.starts_on AS held_from, v.ends_on AS held_to,
        GREATEST(0, DATE_DIFF('day',
            GREATEST(v.starts_on, CAST(j.starts_on + INTERVAL 1 DAY AS DATE)),
            LEAST(v.ends_on, CAST(j.ends_on - INTERVAL 1 DAY AS DATE))
        ) + 1) AS board_days
    FROM journeys AS j
    JOIN venues AS v
        ON v.unit_id = j.unit_id AND v.city_name = j.city_name
        AND v.starts_on <= j.ends_on AND v.ends_on >= j.starts_on
),
best AS (
    SELECT trip_id, gathering_id, held_from, held_to, board_days
    FROM (
        SELECT b.*, ROW_NUMBER() OVER (PARTITION BY trip_id ORDER BY board_days DESC, gathering_id) AS order_no
        FROM boarded AS b
    ) AS ranked
    WHERE order_no = 1
),
entitlements AS (
    SELECT
        j.*, c.kind AS claim_kind, b.gathering_id, b.held_from, b.held_to, b.board_days,
        COALESCE(own.amount, other.amount) AS rate,
        CAST(COALESCE(own.amount, other.amount) * (j.days_away - b.board_days) AS DECIMAL(18,2)) AS allowed
    FROM journeys AS j
    LEFT JOIN claims AS c ON c.claim_id = j.claim_id
    LEFT JOIN best AS b ON b.trip_id = j.trip_id
    LEFT JOIN travel_allowances AS own
        ON own.unit_id = j.unit_id AND own.allowance = 'meal' AND own.province = j.province_name
        AND j.starts_on BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN travel_allowances AS other
        ON other.unit_id = j.unit_id AND other.allowance = 'meal' AND other.province = '*'
        AND j.starts_on BETWEEN other.valid_from AND other.valid_to
)
SELECT
    trip_id,
    CASE WHEN meal_allowance IS NULL THEN 'cannot_judge'
         WHEN meal_allowance = 0 THEN 'not_applicable'
         WHEN unit_id IS NULL OR city IS NULL OR province IS NULL OR days_away IS NULL OR days_away < 1
             THEN 'cannot_judge'
         WHEN gathering_id IS NULL AND claim_kind IN ('meeting', 'training') AND host_meals IS NULL THEN 'cannot_judge'
         WHEN gathering_id IS NULL THEN 'not_applicable'
         WHEN allowed IS NULL THEN 'cannot_judge'
         WHEN meal_allowance > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    meal_allowance - allowed AS amount,
    COALESCE(gathering_id, trip_id) AS case_key,
    starts_on, ends_on, province, city, days_away, board_days, gathering_id, held_from, held_to, rate, allowed,
    meal_allowance
FROM entitlements
