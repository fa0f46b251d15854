/*
id: procurement.expert_not_drawn
title: {zh: 评审专家未随机抽取, en: Expert not drawn at random}
subject: experts
severity: orange
basis:
  - {document: 政府采购评审专家管理办法, number: 财库〔2003〕119号, from: 2003-11-17, to: 2016-12-31, mark: K}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第三十九条, from: 2015-03-01, mark: L}
why:
  zh: 评审专家应当从专家库随机抽取，指定专家就可能指定结果。
  en: Experts are drawn from the pool at random; who names the expert may name the winner.
message:
  zh: "评审专家{person_name}（{employer}）未从专家库随机抽取。"
  en: "The expert {person_name} ({employer}) was not drawn at random."
parameters: {}
exclusions:
  zh: 采购人代表；直接采购。
  en: The purchaser's own representatives; direct purchases.
assumptions:
  zh: 技术复杂、专业性强而经批准自行选定专家的，工程特殊招标项目直接确定专家的，请在复核时出示依据。
  en: Where experts were chosen by permission because the matter is unusually technical, or named directly for a special works tender, show the ground on review.
since: 0.1.0
*/
WITH members AS (
    SELECT
        e.procurement_id, e.person_name, e.role, e.drawn, e.employer,
        p.procurement_id AS found_id, p.method
    FROM experts AS e
    LEFT JOIN procurements AS p ON p.procurement_id = e.procurement_id
)
SELECT
    procurement_id, person_name,
    CASE
        WHEN role = 'purchaser' OR method = 'direct' THEN 'not_applicable'
        WHEN role IS NULL OR drawn IS NULL OR found_id IS NULL THEN 'cannot_judge'
        WHEN drawn THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    NULL AS amount,
    procurement_id || '|' || person_name AS case_key,
    employer
FROM members
