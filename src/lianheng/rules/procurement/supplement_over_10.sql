/*
id: procurement.supplement_over_10
title: {zh: 补充合同超过原合同百分之十, en: Supplements above a tenth of the contract}
subject: contracts
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第四十九条, from: 2003-01-01, mark: L}
why:
  zh: 追加采购不得超过原合同金额的百分之十，否则等于不经竞争另买一次。
  en: Additions are capped at a tenth of the original contract; more is a new purchase without competition.
message:
  zh: "原合同{original}元，补充、变更和续签增加{added}元，占{share:%}，上限{allowed:%}，超出{excess}元。"
  en: "Original contract {original} yuan, supplements, changes and further contracts add {added}, {share:%}; at most {allowed:%}, {excess} yuan too much."
parameters: {}
exclusions:
  zh: 没有采购项目的合同、框架协议和直接采购的合同。
  en: Contracts without a procurement, and those of framework or direct purchases.
assumptions:
  zh: 同一采购、同一供应商有几份中标，最先签订的几份就是原合同，之后的按补充合同计；变更金额没有填写视为没有变更，各份的增减合并计算。签订日（最先一份）的比例上限适用于全部。
  en: As many of the first contracts with a supplier as it has awards are the original ones, later ones count as supplements; an empty change is no change, changes are added up. The cap of the day of the first signing applies to all.
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
        c.contract_id, c.procurement_id, c.supplier_id, c.unit_id, c.amount, c.changed_amount, c.signed_on,
        ROW_NUMBER() OVER (
            PARTITION BY c.procurement_id, c.supplier_id ORDER BY c.signed_on, c.contract_id
        ) AS place,
        COALESCE(a.awards, 1) AS awards
    FROM contracts AS c
    LEFT JOIN awarded AS a ON a.procurement_id = c.procurement_id AND a.supplier_id = c.supplier_id
),
grouped AS (
    SELECT
        procurement_id, supplier_id, MIN(unit_id) AS unit_id, MIN(signed_on) AS signed_on,
        SUM(CASE WHEN place <= awards THEN amount END) AS original,
        SUM(COALESCE(changed_amount, 0) + CASE WHEN place > awards THEN amount ELSE 0 END) AS added,
        COUNT(*) - COUNT(amount) AS unpriced
    FROM numbered
    WHERE procurement_id IS NOT NULL
    GROUP BY procurement_id, supplier_id
),
compared AS (
    SELECT
        n.contract_id, n.procurement_id, n.supplier_id, n.place,
        p.procurement_id AS found_id, p.method,
        g.original, g.added, g.unpriced, l.value AS allowed,
        g.added - ROUND(l.value * g.original, 2) AS excess
    FROM numbered AS n
    LEFT JOIN procurements AS p ON p.procurement_id = n.procurement_id
    LEFT JOIN grouped AS g ON g.procurement_id = n.procurement_id AND g.supplier_id = n.supplier_id
    LEFT JOIN limits AS l
        ON l.unit_id = g.unit_id AND l.limit_id = 'supplement_share'
        AND g.signed_on BETWEEN l.valid_from AND l.valid_to
)
SELECT
    contract_id,
    CASE
        WHEN procurement_id IS NULL THEN 'not_applicable'
        WHEN found_id IS NULL THEN 'cannot_judge'
        WHEN method IN ('framework', 'direct') THEN 'not_applicable'
        WHEN unpriced > 0 OR original IS NULL THEN 'cannot_judge'
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN added > allowed * original THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN place = 1 THEN excess END AS amount,
    procurement_id || '|' || supplier_id AS case_key,
    original, added, CASE WHEN original > 0 THEN added / original END AS share, allowed,
    CAST(excess AS DECIMAL(18, 2)) AS excess
FROM compared
