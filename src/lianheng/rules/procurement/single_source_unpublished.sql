/*
id: procurement.single_source_unpublished
title: {zh: 单一来源未按规定公示, en: Single source not published}
subject: procurements
severity: orange
basis:
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第三十八条, from: 2015-03-01, mark: L}
why:
  zh: 达到公开招标数额标准、只能从唯一供应商采购的，要先公示，让其他供应商有机会提出异议。
  en: Above the tender threshold a sole supplier must first be published, so that others may object.
message:
  zh: "单一来源采购，预算{budget}元，标准{threshold}元；公示{single_source_notice_on}开始，{decided_on}定标，相隔{taken}个工作日，至少{allowed}个。"
  en: "Single source, budget {budget} yuan, threshold {threshold}; notice from {single_source_notice_on}, decided on {decided_on}: {taken} working days, at least {allowed}."
parameters:
  other_grounds:
    default: 第二项|第三项|（二）|（三）|紧急|追加|添购|配套
    zh: 方式依据含这些字样的，不是唯一供应商情形
    en: Words in the stated ground that mean it is not the sole-supplier case
exclusions:
  zh: 其他采购方式、低于公开招标标准的、工程、因紧急或添购采用单一来源的、已终止的、以外币计价的、未定标且尚未公示的；定标日没有此项规定的。
  en: Other methods, below the threshold, works, single source for urgency or for additions, cancelled, not in yuan, neither decided nor published yet; days on which the rule was not in force.
assumptions:
  zh: 公示首日不计入；定标日没有记录的取结果公告日。方式依据没有写明的，按唯一供应商情形判断。
  en: The first day of the notice does not count; a missing decision is taken from the award notice. Without a stated ground the sole-supplier case is assumed.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        p.procurement_id, p.unit_id, p.kind, p.method, p.method_basis, p.status, p.currency, p.budget,
        p.single_source_notice_on, COALESCE(p.decided_on, p.award_notice_on) AS decided_on
    FROM procurements AS p
),
-- one row per word of the parameter; few words, few single-source purchases
excused AS (
    SELECT DISTINCT d.procurement_id
    FROM dated AS d
    CROSS JOIN UNNEST(STRING_SPLIT($other_grounds, '|')) AS w(word)
    WHERE d.method = 'single_source' AND STRPOS(d.method_basis, w.word) > 0
),
counted AS (
    SELECT
        d.*, e.procurement_id AS excused_id, t.amount AS threshold, k.days AS allowed,
        till.workday_no - since.workday_no AS taken
    FROM dated AS d
    LEFT JOIN excused AS e ON e.procurement_id = d.procurement_id
    LEFT JOIN units AS u ON u.unit_id = d.unit_id
    LEFT JOIN procurement_thresholds AS t
        ON t.unit_id = d.unit_id AND t.level = u.level AND t.kind = d.kind AND t.threshold = 'open_tender'
        AND d.decided_on BETWEEN t.valid_from AND t.valid_to
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = d.unit_id AND k.deadline = 'single_source_notice'
        AND d.decided_on BETWEEN k.valid_from AND k.valid_to
    LEFT JOIN days AS since ON since.on_day = d.single_source_notice_on
    LEFT JOIN days AS till ON till.on_day = d.decided_on
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN method IS NULL THEN 'cannot_judge'
        WHEN method <> 'single_source' OR kind = 'works' OR excused_id IS NOT NULL THEN 'not_applicable'
        WHEN decided_on IS NULL THEN CASE WHEN status = 'complete' THEN 'cannot_judge' ELSE 'not_applicable' END
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN budget IS NULL OR threshold IS NULL THEN 'cannot_judge'
        WHEN budget < threshold THEN 'not_applicable'
        WHEN single_source_notice_on IS NULL THEN 'fail'
        WHEN taken IS NULL THEN 'cannot_judge'
        WHEN taken < allowed THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    budget AS amount,
    procurement_id AS case_key,
    budget, threshold, single_source_notice_on, decided_on, taken, allowed
FROM counted
