/*
id: travel.day_paid_twice
title: {zh: 两段行程重复领取同一天补助, en: One day's allowance drawn by two trips}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
why:
  zh: 补助按自然日计发，一天只发一次；前一段行程的返回日就是后一段的出发日时，这一天只能算在一段里。
  en: Allowances are paid per calendar day and once only; a day that ends one trip and begins the next belongs to one of them.
message:
  zh: "{starts_on}既是行程{previous_trip}的返回日，又是本行程的出发日；伙食补助重复{meals_twice}天，市内交通补助重复{local_twice}天，合计多领{excess}元。"
  en: "{starts_on} ends trip {previous_trip} and begins this one; meal allowance drawn twice for {meals_twice} day, local transport for {local_twice}: {excess} yuan too much."
exclusions:
  zh: 出发当天没有从前一段行程返回的，不适用；日期重叠一天以上的，由“同一人行程重叠”指出。
  en: Trips that begin on no day of return; longer overlaps are reported by travel.overlapping_trips.
assumptions:
  zh: 两段都按各自的全部天数领取补助时，视为这一天领了两次；有一段少领一天或更多的，视为已经扣除。重复金额按后一段的日均补助计算，舍到分。
  en: >-
    The day counts as drawn twice when both trips draw all their days; where one draws fewer it has been left out. The amount is a day of the
    later trip's own allowance, rounded down to the fen.
since: 0.1.0
*/
WITH neighbours AS (
    SELECT
        trip_id, person_id, starts_on, meal_days, local_days, meal_allowance, local_allowance,
        DATE_DIFF('day', starts_on, ends_on) + 1 AS days_away,
        LAG(trip_id) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_trip,
        LAG(starts_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_start,
        LAG(ends_on) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_end,
        LAG(meal_days) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_meal_days,
        LAG(local_days) OVER (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id) AS previous_local_days
    FROM trips
    WHERE person_id IS NOT NULL AND ends_on >= starts_on
),
joined AS (
    -- a trip that begins on the day the one before it ended, unless both are day trips of that day
    SELECT
        n.*,
        DATE_DIFF('day', previous_start, previous_end) + 1 AS previous_days
    FROM neighbours AS n
    WHERE previous_end = starts_on AND (previous_start < starts_on OR days_away > 1)
),
paid AS (
    SELECT
        trip_id, previous_trip,
        CASE WHEN meal_days IS NULL OR previous_meal_days IS NULL THEN NULL
             WHEN meal_days >= days_away AND previous_meal_days >= previous_days THEN 1 ELSE 0 END AS meals_twice,
        CASE WHEN local_days IS NULL OR previous_local_days IS NULL THEN NULL
             WHEN local_days >= days_away AND previous_local_days >= previous_days THEN 1 ELSE 0 END AS local_twice,
        CAST(CAST(CAST(meal_allowance * 100 AS BIGINT) // NULLIF(meal_days, 0) AS DECIMAL(18,2)) * 0.01
            AS DECIMAL(18,2)) AS meal_day,
        CAST(CAST(CAST(local_allowance * 100 AS BIGINT) // NULLIF(local_days, 0) AS DECIMAL(18,2)) * 0.01
            AS DECIMAL(18,2)) AS local_day
    FROM joined
),
repeated AS (
    SELECT
        p.*,
        CASE WHEN meals_twice = 1 THEN meal_day ELSE 0 END + CASE WHEN local_twice = 1 THEN local_day ELSE 0 END AS excess
    FROM paid AS p
)
SELECT
    t.trip_id,
    CASE WHEN t.person_id IS NULL OR t.starts_on IS NULL OR t.ends_on IS NULL OR t.ends_on < t.starts_on
             THEN 'cannot_judge'
         WHEN p.trip_id IS NULL THEN 'not_applicable'
         WHEN p.meals_twice = 1 OR p.local_twice = 1 THEN 'fail'
         WHEN p.meals_twice IS NULL OR p.local_twice IS NULL THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    p.excess AS amount,
    t.trip_id AS case_key,
    t.starts_on, p.previous_trip, p.meals_twice, p.local_twice, p.excess
FROM trips AS t
LEFT JOIN repeated AS p ON p.trip_id = t.trip_id
