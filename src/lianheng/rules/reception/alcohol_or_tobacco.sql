/*
id: reception.alcohol_or_tobacco
title: {zh: 接待提供烟酒, en: Alcohol or tobacco at a reception}
subject: receptions
severity: red
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, article: 第十条, from: 2013-12-08, mark: V}
  - {document: 党政机关厉行节约反对浪费条例（2025年修订）, from: 2025-05-18, mark: V}
why:
  zh: 工作餐不得提供香烟和高档酒水；自2025年5月18日起一律不上酒。
  en: No cigarettes and no high-grade alcohol at a working meal; since 18 May 2025 no alcohol at all.
message:
  zh: "{held_on}接待{guest_unit}，酒水：{alcohol_zh}，香烟：{tobacco_zh}；餐费{meal_amount}元。"
  en: "On {held_on} with {guest_unit}: alcohol {alcohol_en}, tobacco {tobacco_en}; the meal cost {meal_amount} yuan."
exclusions:
  zh: 规定施行前的接待不适用。
  en: Receptions before the rule took effect.
assumptions:
  zh: 台账不记酒水档次：2025年5月18日以前提供酒水的，是否高档须看菜单和发票，无法判断。烟酒的费用不单列，金额空白。
  en: >-
    The ledger does not know the grade of alcohol: what was served before 18 May 2025 has to be looked up in menu and invoice and cannot be
    judged. The cost of alcohol and tobacco does not stand by itself, so there is no amount.
since: 0.1.0
*/
WITH served AS (
    SELECT
        r.reception_id, r.unit_id, r.held_on, r.guest_unit, r.alcohol, r.tobacco, r.meal_amount,
        alcohol_ban.allowed AS alcohol_allowed,
        grade_ban.allowed AS high_grade_allowed,
        tobacco_ban.allowed AS tobacco_allowed
    FROM receptions AS r
    LEFT JOIN reception_bans AS alcohol_ban
        ON alcohol_ban.unit_id = r.unit_id AND alcohol_ban.item = 'alcohol'
        AND r.held_on BETWEEN alcohol_ban.valid_from AND alcohol_ban.valid_to
    LEFT JOIN reception_bans AS grade_ban
        ON grade_ban.unit_id = r.unit_id AND grade_ban.item = 'high_grade_alcohol'
        AND r.held_on BETWEEN grade_ban.valid_from AND grade_ban.valid_to
    LEFT JOIN reception_bans AS tobacco_ban
        ON tobacco_ban.unit_id = r.unit_id AND tobacco_ban.item = 'tobacco'
        AND r.held_on BETWEEN tobacco_ban.valid_from AND tobacco_ban.valid_to
)
SELECT
    reception_id,
    CASE WHEN held_on IS NULL OR unit_id IS NULL THEN 'cannot_judge'
         WHEN alcohol_allowed IS NULL AND high_grade_allowed IS NULL AND tobacco_allowed IS NULL THEN 'not_applicable'
         WHEN (alcohol AND alcohol_allowed = 0) OR (tobacco AND tobacco_allowed = 0) THEN 'fail'
         WHEN alcohol IS NULL OR tobacco IS NULL THEN 'cannot_judge'
         WHEN alcohol AND high_grade_allowed = 0 THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    reception_id AS case_key,
    held_on, guest_unit, meal_amount,
    CASE WHEN alcohol THEN '有' WHEN NOT alcohol THEN '无' END AS alcohol_zh,
    CASE WHEN alcohol THEN 'served' WHEN NOT alcohol THEN 'none' END AS alcohol_en,
    CASE WHEN tobacco THEN '有' WHEN NOT tobacco THEN '无' END AS tobacco_zh,
    CASE WHEN tobacco THEN 'served' WHEN NOT tobacco THEN 'none' END AS tobacco_en
FROM served
