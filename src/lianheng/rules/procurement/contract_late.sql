/*
id: procurement.contract_late
title: {zh: 合同签订逾期, en: Contract signed late}
subject: contracts
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第四十六条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第四十六条, from: 2000-01-01, mark: L}
why:
  zh: 合同应当在中标成交通知书发出之日起三十日内签订；提前签是先定后招，拖延签给另行议价留下余地。
  en: The contract is due within thirty days of the award notice; signing before it means the winner was fixed, signing long after it leaves room to bargain anew.
message:
  zh: "中标成交通知{award_notice_on}发出，合同{signed_on}签订，相隔{taken}天，应在0至{allowed}天内。"
  en: "Award notice on {award_notice_on}, contract signed on {signed_on}: {taken} days, it should be 0 to {allowed}."
parameters: {}
exclusions:
  zh: 没有采购项目的合同、框架协议和直接采购的合同、同一采购同一供应商在中标份数之外续签的合同（由“补充合同”判断）、以外币计价的。
  en: Contracts without a procurement, of framework or direct purchases, further contracts with the same supplier beyond the number of its awards (judged by supplement_over_10), and those not in yuan.
assumptions:
  zh: 通知书发出日取结果公告日。
  en: The award notice is taken to go out on the day the award is published.
since: 0.1.0
*/
WITH awarded AS (
    SELECT procurement_id, supplier_id, COUNT(*) AS awards
    FROM awards
    WHERE status = 'active'
    GROUP BY procurement_id, supplier_id
),
numbered AS (
    SELECT
        c.contract_id, c.procurement_id, c.supplier_id, c.unit_id, c.signed_on, c.currency,
        ROW_NUMBER() OVER (
            PARTITION BY c.procurement_id, c.supplier_id ORDER BY c.signed_on, c.contract_id
        ) AS place
    FROM contracts AS c
),
counted AS (
    SELECT
        n.*, p.procurement_id AS found_id, p.method, p.award_notice_on, k.days AS allowed,
        COALESCE(a.awards, 1) AS awards,
        DATE_DIFF('day', p.award_notice_on, n.signed_on) AS taken
    FROM numbered AS n
    LEFT JOIN procurements AS p ON p.procurement_id = n.procurement_id
    LEFT JOIN awarded AS a ON a.procurement_id = n.procurement_id AND a.supplier_id = n.supplier_id
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = n.unit_id AND k.deadline = 'contract_signed'
        AND p.award_notice_on BETWEEN k.valid_from AND k.valid_to
)
SELECT
    contract_id,
    CASE
        WHEN procurement_id IS NULL OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN found_id IS NULL THEN 'cannot_judge'
        WHEN method IN ('framework', 'direct') OR place > awards THEN 'not_applicable'
        WHEN award_notice_on IS NULL OR signed_on IS NULL THEN 'cannot_judge'
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN taken < 0 OR taken > allowed THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    contract_id AS case_key,
    award_notice_on, signed_on, taken, allowed
FROM counted
