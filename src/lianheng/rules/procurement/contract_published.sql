/*
id: procurement.contract_published
title: {zh: 合同公告逾期, en: Contract published late}
subject: contracts
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第五十条, from: 2015-03-01, mark: L}
why:
  zh: 政府采购合同签订后应当及时公告，接受社会监督。
  en: A procurement contract is to be published at once, so that the public can check it.
message:
  zh: "合同{signed_on}签订，{published_on}公告，已过{taken}个工作日，期限{allowed}个工作日。"
  en: "Signed on {signed_on}, published on {published_on}: {taken} working days, at most {allowed}."
parameters: {}
exclusions:
  zh: 没有采购项目的合同、期限未到的、以外币计价的；涉密内容请人工排除；签订日没有此项规定的。
  en: Contracts without a procurement, not yet due, or not in yuan; secret content is for a person to exclude; days on which the rule was not in force.
assumptions:
  zh: 签订当日不计入。单位从不记录此项日期的无法判断；记录了其他合同而缺这一份、且期限已过的判不符。日期早于签订日的，互相矛盾，无法判断。
  en: The day of signing does not count. Where a unit records no such dates at all it cannot be judged; where it does, a missing one fails once due. A date before the signing is a contradiction and cannot be judged.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        c.contract_id, c.procurement_id, c.unit_id, c.currency, c.signed_on, c.published_on,
        COALESCE(c.published_on, run.as_at) AS until_on,
        COUNT(c.published_on) OVER (PARTITION BY c.unit_id) AS recorded
    FROM contracts AS c
    CROSS JOIN run
),
counted AS (
    SELECT d.*, k.days AS allowed, till.workday_no - since.workday_no AS taken
    FROM dated AS d
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = d.unit_id AND k.deadline = 'contract_published'
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
        WHEN taken IS NULL OR published_on < signed_on THEN 'cannot_judge'
        WHEN taken <= allowed THEN CASE WHEN published_on IS NULL THEN 'not_applicable' ELSE 'pass' END
        WHEN published_on IS NULL AND recorded = 0 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    NULL AS amount,
    contract_id AS case_key,
    signed_on, published_on, taken, allowed
FROM counted
