/*
id: procurement.contract_filed
title: {zh: 合同备案逾期, en: Contract filed late}
subject: contracts
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第四十七条, from: 2003-01-01, mark: L}
why:
  zh: 政府采购合同副本应当按时报财政部门备案，资金支付和监督以此为据。
  en: A copy of the contract is due at the finance department, which pays and supervises by it.
message:
  zh: "合同{signed_on}签订，{filed_on}备案，已过{taken}个工作日，期限{allowed}个工作日。"
  en: "Signed on {signed_on}, filed on {filed_on}: {taken} working days, at most {allowed}."
parameters: {}
exclusions:
  zh: 没有采购项目的合同、期限未到的、以外币计价的；签订日没有此项规定的。
  en: Contracts without a procurement, not yet due, or not in yuan; days on which the rule was not in force.
assumptions:
  zh: 签订当日不计入。单位从不记录此项日期的无法判断；记录了其他合同而缺这一份、且期限已过的判不符。日期早于签订日的，互相矛盾，无法判断。
  en: The day of signing does not count. Where a unit records no such dates at all it cannot be judged; where it does, a missing one fails once due. A date before the signing is a contradiction and cannot be judged.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        c.contract_id, c.procurement_id, c.unit_id, c.currency, c.signed_on, c.filed_on,
        COALESCE(c.filed_on, run.as_at) AS until_on,
        COUNT(c.filed_on) OVER (PARTITION BY c.unit_id) AS recorded
    FROM contracts AS c
    CROSS JOIN run
),
counted AS (
    SELECT d.*, k.days AS allowed, till.workday_no - since.workday_no AS taken
    FROM dated AS d
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = d.unit_id AND k.deadline = 'contract_filed'
        AND d.signed_on BETWEEN k.valid_from AND k.valid_to
    LEFT JOIN days AS since ON since.on_day = d.signed_on
    LEFT JOIN days AS till ON till.on_day = d.until_on
)
SELECT
    contract_id,
    CASE
        WHEN procurement_id IS NULL OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN signed_on IS NULL THEN 'cannot_judge'
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN taken IS NULL OR filed_on < signed_on THEN 'cannot_judge'
        WHEN taken <= allowed THEN CASE WHEN filed_on IS NULL THEN 'not_applicable' ELSE 'pass' END
        WHEN filed_on IS NULL AND recorded = 0 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    NULL AS amount,
    contract_id AS case_key,
    signed_on, filed_on, taken, allowed
FROM counted
