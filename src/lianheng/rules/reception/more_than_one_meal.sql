/*
id: reception.more_than_one_meal
title: {zh: 同一批接待安排多次用餐, en: More than one meal for one visit}
subject: receptions
severity: orange
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, article: 第十条, from: 2013-12-08, mark: V}
why:
  zh: 接待对象自行用餐；确因工作需要的，接待单位可以安排一次工作餐。
  en: Guests see to their own meals; where work requires it, the host may give one working meal.
message:
  zh: "{held_on}接待{guest_unit}（公函{letter_no}），同一批来访共安排用餐{visit_meals}次，上限{allowed}次，分记在{records}条接待中。"
  en: "{guest_unit}, received on {held_on} on letter {letter_no}, was given {visit_meals} meals in one visit; {allowed} is allowed (records of the visit: {records})."
exclusions:
  zh: 没有安排用餐，或规定施行前的接待，不适用。
  en: Receptions without a meal, and those before the rule took effect.
assumptions:
  zh: 同一来访单位、同一公函为一批；没有公函的，同一来访单位同一天为一批。金额为餐费中超出次数所占的部分，舍到分。
  en: >-
    One unit of guests and one letter make a visit; without a letter, one unit and one day. The amount is the part of the meal cost that
    falls on the meals too many, rounded down to the fen.
since: 0.1.0
*/
WITH visits AS (
    SELECT
        r.*,
        r.unit_id || '|' || TRIM(r.guest_unit) || '|'
            || COALESCE(NULLIF(TRIM(r.letter_no), ''), CAST(r.held_on AS VARCHAR)) AS visit
    FROM receptions AS r
),
served AS (
    SELECT visit, SUM(meals) AS visit_meals, COUNT(*) AS records, COUNT(*) - COUNT(meals) AS unknown
    FROM visits
    WHERE visit IS NOT NULL
    GROUP BY visit
)
SELECT
    v.reception_id,
    CASE WHEN v.meals = 0 THEN 'not_applicable'
         WHEN v.held_on IS NULL OR v.visit IS NULL THEN 'cannot_judge'
         WHEN l.value IS NULL THEN 'not_applicable'
         WHEN s.visit_meals > l.value THEN 'fail'
         WHEN s.unknown > 0 THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    CASE WHEN s.visit_meals > l.value
         THEN CAST(
            CAST(v.meal_amount * 100 AS BIGINT) * (CAST(s.visit_meals AS BIGINT) - CAST(l.value AS BIGINT))
            // NULLIF(CAST(s.visit_meals AS BIGINT), 0) AS DECIMAL(18,2)) * 0.01
    END AS amount,
    COALESCE(v.visit, v.reception_id) AS case_key,
    v.held_on, v.guest_unit, v.letter_no, s.visit_meals, l.value AS allowed, s.records
FROM visits AS v
LEFT JOIN served AS s ON s.visit = v.visit
LEFT JOIN limits AS l
    ON l.unit_id = v.unit_id AND l.limit_id = 'reception_meals_per_visit' AND v.held_on BETWEEN l.valid_from AND l.valid_to
