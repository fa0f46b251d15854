/*
id: procurement.contract_differs
title: {zh: 合同与中标成交结果不一致, en: Contract differs from the award}
subject: contracts
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第四十六条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第四十六条, from: 2000-01-01, mark: L}
why:
  zh: 合同应当按照采购文件和中标结果签订；金额变了或换了供应商，竞争的结果就落空了。
  en: The contract must follow the award; another amount or another supplier undoes the competition.
message:
  zh: "{supplier}合同合计{contracted}元，中标成交{awarded}元，相差{difference}元。{note_zh}"
  en: "Contracts with {supplier} come to {contracted} yuan, awards to {awarded}, a difference of {difference}. {note_en}"
parameters:
  tolerance: {default: 0, zh: 允许的差额（元）, en: Difference allowed in yuan}
exclusions:
  zh: 没有采购项目的合同、框架协议和直接采购的合同、中标份数之外续签的合同（由“补充合同”判断）。
  en: Contracts without a procurement, of framework or direct purchases, and further ones beyond the number of awards (judged by supplement_over_10).
assumptions:
  zh: 同一采购、同一供应商有几份中标就取最先签订的几份合同，合计比较。按单价签订的合同请人工排除。
  en: As many of the first contracts with a supplier as it has awards are compared, in sum. Contracts at unit prices are for a person to exclude.
since: 0.1.0
*/
WITH awarded AS (
    SELECT
        procurement_id, supplier_id, COUNT(*) AS awards,
        CASE WHEN COUNT(amount) = COUNT(*) AND COUNT(DISTINCT COALESCE(currency, 'CNY')) = 1 THEN SUM(amount) END
            AS awarded,
        MAX(COALESCE(currency, 'CNY')) AS currency
    FROM awards
    WHERE status = 'active'
    GROUP BY procurement_id, supplier_id
),
decided AS (
    SELECT DISTINCT procurement_id FROM awarded
),
numbered AS (
    SELECT
        c.contract_id, c.procurement_id, c.supplier_id, c.supplier, c.amount,
        COALESCE(c.currency, 'CNY') AS currency,
        ROW_NUMBER() OVER (
            PARTITION BY c.procurement_id, c.supplier_id ORDER BY c.signed_on, c.contract_id
        ) AS place
    FROM contracts AS c
),
original AS (
    SELECT
        n.procurement_id, n.supplier_id, COUNT(*) AS contracts,
        CASE
            WHEN COUNT(n.amount) = COUNT(*) AND MIN(n.currency) = MAX(n.currency)
                AND MAX(n.currency) = COALESCE(MAX(a.currency), MAX(n.currency))
                THEN SUM(n.amount)
        END AS contracted
    FROM numbered AS n
    LEFT JOIN awarded AS a ON a.procurement_id = n.procurement_id AND a.supplier_id = n.supplier_id
    WHERE n.place <= COALESCE(a.awards, 1)
    GROUP BY n.procurement_id, n.supplier_id
),
compared AS (
    SELECT
        n.contract_id, n.procurement_id, n.supplier_id, n.supplier, n.amount, n.place,
        p.procurement_id AS found_id, p.method, d.procurement_id AS decided_id,
        COALESCE(a.awards, 1) AS awards, a.awards AS own_awards, a.awarded, o.contracts, o.contracted
    FROM numbered AS n
    LEFT JOIN procurements AS p ON p.procurement_id = n.procurement_id
    LEFT JOIN awarded AS a ON a.procurement_id = n.procurement_id AND a.supplier_id = n.supplier_id
    LEFT JOIN original AS o ON o.procurement_id = n.procurement_id AND o.supplier_id = n.supplier_id
    LEFT JOIN decided AS d ON d.procurement_id = n.procurement_id
)
SELECT
    contract_id,
    CASE
        WHEN procurement_id IS NULL THEN 'not_applicable'
        WHEN found_id IS NULL THEN 'cannot_judge'
        WHEN method IN ('framework', 'direct') OR place > awards THEN 'not_applicable'
        WHEN decided_id IS NULL THEN 'cannot_judge'
        WHEN own_awards IS NULL THEN 'fail'
        WHEN awarded IS NULL OR contracted IS NULL THEN 'cannot_judge'
        WHEN ABS(contracted - awarded) <= $tolerance THEN 'pass'
        -- lots whose contracts are not all signed yet: the sum must not be more, and may still be less
        WHEN contracts < awards AND contracted < awarded THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    -- the difference belongs to the group; it is stated once, on its first contract
    CASE
        WHEN place > 1 THEN NULL
        WHEN own_awards IS NULL THEN amount
        ELSE ABS(contracted - awarded)
    END AS amount,
    procurement_id || '|' || supplier_id AS case_key,
    supplier, contracted, awarded, contracted - awarded AS difference,
    CASE WHEN decided_id IS NOT NULL AND own_awards IS NULL THEN '该供应商没有中标成交。' ELSE '' END AS note_zh,
    CASE WHEN decided_id IS NOT NULL AND own_awards IS NULL THEN 'This supplier was not awarded anything.' ELSE '' END
        AS note_en
FROM compared
