/*
id: reception.over_meal_cap
title: {zh: 接待餐费超标准, en: Meal cost above the cap}
subject: receptions
severity: orange
basis:
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第二十八条, from: 2012-10-01, mark: L}
  - {document: 本单位公务接待标准（各地自定）, mark: P}
why:
  zh: 工作餐按当地每人每餐的标准安排，各单位应严格执行接待标准。
  en: A working meal is given within the local standard per person and meal, which every unit has to keep.
message:
  zh: "{held_on}接待{guest_unit}，{diners}人用餐{meals}次，餐费{meal_amount}元；每人每餐{cap}元，最多{allowed}元，超出{excess}元。"
  en: "On {held_on} {diners} people of {guest_unit} and hosts had {meals} meals for {meal_amount} yuan. At {cap} per person and meal at most {allowed}: {excess} too much."
exclusions:
  zh: 没有餐费的接待，或没有标准的日期，不适用。
  en: Receptions without a meal cost, and days without a cap.
assumptions:
  zh: 用餐人数为接待对象加陪餐人员；台账不记来客职级，按通用标准。用餐次数为零而有餐费的，全部为超出。
  en: >-
    Guests and hosts at table eat alike; the ledger does not know the guests' rank, so the cap for any rank holds. A cost without a meal is
    all excess.
since: 0.1.0
*/
WITH allowances AS (
    SELECT
        r.*, c.cap,
        r.guests + r.hosts AS diners,
        CAST(c.cap * CAST((r.guests + r.hosts) * r.meals AS DECIMAL(18,0)) AS DECIMAL(38,2)) AS allowed
    FROM receptions AS r
    LEFT JOIN reception_caps AS c
        ON c.unit_id = r.unit_id AND c.rank = 'any' AND c.meal = 'meal'
        AND r.held_on BETWEEN c.valid_from AND c.valid_to
)
SELECT
    reception_id,
    CASE WHEN meal_amount = 0 THEN 'not_applicable'
         WHEN meal_amount IS NULL OR held_on IS NULL OR unit_id IS NULL THEN 'cannot_judge'
         WHEN cap IS NULL THEN 'not_applicable'
         WHEN allowed IS NULL THEN 'cannot_judge'
         WHEN meal_amount > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    meal_amount - allowed AS amount,
    reception_id AS case_key,
    held_on, guest_unit, diners, meals, meal_amount, cap, allowed, meal_amount - allowed AS excess
FROM allowances
