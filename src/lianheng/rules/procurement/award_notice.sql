/*
id: procurement.award_notice
title: {zh: 中标成交结果公告逾期, en: Award published late}
subject: procurements
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第四十三条, from: 2015-03-01, mark: L}
why:
  zh: 确定中标成交供应商后应当及时发出通知书并公告，拖延会给暗中改换留下余地。
  en: The winner is to be told and published at once; a delay leaves room to change it unseen.
message:
  zh: "{decided_on}确定中标成交供应商，{award_notice_on}公告结果，已过{taken}个工作日，期限{allowed}个工作日。"
  en: "Winner decided on {decided_on}, published on {award_notice_on}: {taken} working days, at most {allowed}."
parameters: {}
exclusions:
  zh: 尚未定标或期限未到的、已终止的、直接采购的、工程招标的（适用招标投标法）、以外币计价的；定标日没有此项规定的。
  en: Not yet decided or not yet due, cancelled, bought directly, works by tender (under the Tendering Law), not in yuan; days on which the rule was not in force.
assumptions:
  zh: 定标当日不计入。单位从不记录公告日期的无法判断；记录了其他项目而缺这一项、且期限已过的判不符。公告早于定标的，日期矛盾，无法判断。
  en: The day of the decision does not count. Where a unit records no such dates at all it cannot be judged; where it does, a missing one fails once due. A notice before the decision is a contradiction and cannot be judged.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        p.procurement_id, p.unit_id, p.kind, p.method, p.status, p.currency, p.decided_on, p.award_notice_on,
        COALESCE(p.award_notice_on, run.as_at) AS until_on,
        COUNT(p.award_notice_on) OVER (PARTITION BY p.unit_id) AS recorded
    FROM procurements AS p
    CROSS JOIN run
),
counted AS (
    SELECT d.*, k.days AS allowed, till.workday_no - since.workday_no AS taken
    FROM dated AS d
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = d.unit_id AND k.deadline = 'award_notice'
        AND d.decided_on BETWEEN k.valid_from AND k.valid_to
    LEFT JOIN days AS since ON since.on_day = d.decided_on
    LEFT JOIN days AS till ON till.on_day = d.until_on
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN method = 'direct' OR (kind = 'works' AND method IN ('open', 'invited')) THEN 'not_applicable'
        WHEN decided_on IS NULL AND award_notice_on IS NULL AND status IN ('planned', 'active')
            THEN 'not_applicable'
        WHEN decided_on IS NULL THEN 'cannot_judge'
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN kind IS NULL OR method IS NULL OR taken IS NULL THEN 'cannot_judge'
        WHEN award_notice_on < decided_on THEN 'cannot_judge'
        WHEN taken <= allowed THEN CASE WHEN award_notice_on IS NULL THEN 'not_applicable' ELSE 'pass' END
        WHEN award_notice_on IS NULL AND recorded = 0 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    decided_on, award_notice_on, taken, allowed
FROM counted
