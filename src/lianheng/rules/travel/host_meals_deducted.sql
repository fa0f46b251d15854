/*
id: travel.host_meals_deducted
title: {zh: 接待方供餐未扣伙食补助, en: Host's meals not deducted}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 中央和国家机关差旅费管理办法有关问题的解答, number: 财办行〔2014〕90号, from: 2014-09-30, to: 2019-07-31, mark: V}
  - {document: 关于规范差旅伙食费和市内交通费收交管理有关事项的通知, number: 财办行〔2019〕104号, from: 2019-08-01, mark: V}
why:
  zh: 接待方安排用餐的，出差人应按标准交纳伙食费；没有交的，这一餐的补助不能再领。
  en: A traveller fed by the host pays for the meal by the standard shares. Where nothing was paid, the allowance for that meal is not due.
message:
  zh: "{starts_on}至{ends_on}共{days_away}天，接待方供餐{host_meals}次未交费；每天{rate}元，至少应扣{deduction}元，最多可领{allowed}元，实领{meal_allowance}元。"
  en: "{starts_on} to {ends_on}, {days_away} days: {host_meals} meals by the host were not paid for. At {rate} a day at least {deduction} yuan must come off, leaving {allowed}; {meal_allowance} were claimed."
exclusions:
  zh: 没有接待方供餐、没有领取伙食补助，或出差时尚无扣减比例的，不适用。
  en: Trips without meals by the host or without a meal allowance, and days before the shares were fixed.
assumptions:
  zh: 台账只记餐数不记餐别：每天先按一顿早餐计，其余按午、晚餐中较低的比例计，应扣数取最少。上限按整个行程的天数计算，因此不申报当天补助也算已扣。供餐次数空白的无法判断。
  en: >-
    The ledger counts meals without naming them: a breakfast a day comes first, the others at the lower share of lunch and dinner, so that
    the deduction is the least possible. The limit is that of the whole trip, so leaving out a day is a deduction too. A blank count cannot
    be judged.
since: 0.1.0
*/
WITH journeys AS (
    SELECT
        t.trip_id, p.unit_id, t.starts_on, t.ends_on, t.province, t.host_meals, t.meal_allowance,
        p.province AS province_name,
        DATE_DIFF('day', t.starts_on, t.ends_on) + 1 AS days_away
    FROM trips AS t
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
),
shares AS (
    -- what a meal is of the day's allowance
    SELECT
        j.*,
        breakfast.share AS breakfast_share,
        CASE WHEN lunch.share < dinner.share THEN lunch.share ELSE dinner.share END AS main_share,
        COALESCE(own.amount, other.amount) AS rate
    FROM journeys AS j
    LEFT JOIN host_meal_shares AS breakfast
        ON breakfast.unit_id = j.unit_id AND breakfast.meal = 'breakfast'
        AND j.starts_on BETWEEN breakfast.valid_from AND breakfast.valid_to
    LEFT JOIN host_meal_shares AS lunch
        ON lunch.unit_id = j.unit_id AND lunch.meal = 'lunch'
        AND j.starts_on BETWEEN lunch.valid_from AND lunch.valid_to
    LEFT JOIN host_meal_shares AS dinner
        ON dinner.unit_id = j.unit_id AND dinner.meal = 'dinner'
        AND j.starts_on BETWEEN dinner.valid_from AND dinner.valid_to
    LEFT JOIN travel_allowances AS own
        ON own.unit_id = j.unit_id AND own.allowance = 'meal' AND own.province = j.province_name
        AND j.starts_on BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN travel_allowances AS other
        ON other.unit_id = j.unit_id AND other.allowance = 'meal' AND other.province = '*'
        AND j.starts_on BETWEEN other.valid_from AND other.valid_to
),
deductions AS (
    SELECT
        s.*,
        CASE WHEN days_away > 0 AND host_meals IS NOT NULL
             THEN CAST(rate * (
                breakfast_share * LEAST(host_meals, days_away)
                + main_share * GREATEST(LEAST(host_meals, 3 * days_away) - days_away, 0)
             ) AS DECIMAL(18,2))
        END AS deduction
    FROM shares AS s
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
    CASE WHEN meal_allowance = 0 OR host_meals = 0 THEN 'not_applicable'
         WHEN meal_allowance IS NULL OR host_meals IS NULL OR province IS NULL OR rate IS NULL THEN 'cannot_judge'
         WHEN breakfast_share IS NULL OR main_share IS NULL THEN 'not_applicable'
         WHEN allowed IS NULL THEN 'cannot_judge'
         WHEN meal_allowance > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    meal_allowance - allowed AS amount,
    trip_id AS case_key,
    starts_on, ends_on, days_away, host_meals, rate, deduction, allowed, meal_allowance
FROM entitlements
