/*
id: travel.host_car_deducted
title: {zh: 接待方派车未扣市内交通补助, en: Host's car not deducted}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 关于规范差旅伙食费和市内交通费收交管理有关事项的通知, number: 财办行〔2019〕104号, from: 2019-08-01, mark: V}
why:
  zh: 接待方提供用车的，出差人应按半天交纳交通费，最多交到当天补助；没有交的，这部分补助不能再领。
  en: A traveller driven by the host pays for it by half days, up to the day's allowance. Where nothing was paid, that part of the allowance is not due.
message:
  zh: "{starts_on}至{ends_on}共{days_away}天，接待方派车{host_car_half_days}个半天未交费；每天{rate}元，应扣{deduction}元，最多可领{allowed}元，实领{local_allowance}元。"
  en: "{starts_on} to {ends_on}, {days_away} days: {host_car_half_days} half days in the host's car were not paid for. At {rate} a day {deduction} yuan must come off, leaving {allowed}; {local_allowance} were claimed."
exclusions:
  zh: 没有接待方派车、没有领取市内交通补助，或出差时尚无收交标准的，不适用。
  en: Trips without the host's car or without a local transport allowance, and days before the share was fixed.
assumptions:
  zh: 一天最多按两个半天扣减。上限按整个行程的天数计算，因此不申报当天补助也算已扣。派车半天数空白的无法判断。
  en: A day has two half days at most. The limit is that of the whole trip, so leaving out a day is a deduction too. A blank count cannot be judged.
since: 0.1.0
*/
WITH journeys AS (
    SELECT
        t.trip_id, p.unit_id, t.starts_on, t.ends_on, t.province, t.host_car_half_days, t.local_allowance,
        p.province AS province_name,
        DATE_DIFF('day', t.starts_on, t.ends_on) + 1 AS days_away
    FROM trips AS t
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
),
deductions AS (
    SELECT
        j.*,
        car.share AS half_day_share,
        COALESCE(own.amount, other.amount) AS rate,
        CASE WHEN j.days_away > 0 AND j.host_car_half_days IS NOT NULL
             THEN CAST(COALESCE(own.amount, other.amount) * car.share * LEAST(j.host_car_half_days, 2 * j.days_away)
                AS DECIMAL(18,2))
        END AS deduction
    FROM journeys AS j
    LEFT JOIN host_meal_shares AS car
        ON car.unit_id = j.unit_id AND car.meal = 'car_half_day'
        AND j.starts_on BETWEEN car.valid_from AND car.valid_to
    LEFT JOIN travel_allowances AS own
        ON own.unit_id = j.unit_id AND own.allowance = 'local' AND own.province = j.province_name
        AND j.starts_on BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN travel_allowances AS other
        ON other.unit_id = j.unit_id AND other.allowance = 'local' AND other.province = '*'
        AND j.starts_on BETWEEN other.valid_from AND other.valid_to
),
entitlements AS (
    SELECT
        d.*,
        CASE WHEN deduction > rate * days_away THEN CAST(0 AS DECIMAL(18,2))
             ELSE CAST(rate * days_away - deduction AS DECIMAL(18,2)) END AS allowed
    FROM deductions AS d
)
SELECT
    trip_id,
    CASE WHEN local_allowance = 0 OR host_car_half_days = 0 THEN 'not_applicable'
         WHEN local_allowance IS NULL OR host_car_half_days IS NULL OR province IS NULL OR rate IS NULL
             THEN 'cannot_judge'
         WHEN half_day_share IS NULL THEN 'not_applicable'
         WHEN allowed IS NULL THEN 'cannot_judge'
         WHEN local_allowance > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    local_allowance - allowed AS amount,
    trip_id AS case_key,
    starts_on, ends_on, days_away, host_car_half_days, rate, deduction, allowed, local_allowance
FROM entitlements
