/*
id: procurement.outside_procurement
title: {zh: 达到限额未经政府采购, en: Bought outside government procurement}
subject: contracts
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第二条、第六十四条, from: 2003-01-01, mark: L}
why:
  zh: 采购限额标准以上的货物、工程和服务应当实行政府采购，不能自行直接签约。
  en: Goods, works and services above the procurement limit must be bought by government procurement, not by signing directly.
message:
  zh: "与{supplier}签约{contract_amount}元，达到采购限额标准{limit_amount}元，{how_zh}。"
  en: "Contract with {supplier} for {contract_amount} yuan, at or above the procurement limit of {limit_amount}: {how_en}."
parameters: {}
exclusions:
  zh: 低于限额标准的合同；以外币计价的合同。
  en: Contracts below the limit; contracts not in yuan.
assumptions:
  zh: 合同没有采购项目时不知道是货物、服务还是工程，达到其中最高限额才算不符，介于最低和最高限额之间的无法判断。没有单独立项的租房、补偿等合同请人工排除。
  en: Without a procurement the kind is unknown, so only a contract at the highest of the limits fails; between the lowest and the highest it cannot be judged. Leases and compensations are for a person to exclude.
since: 0.1.0
*/
WITH limits_of_day AS (
    SELECT
        t.unit_id, u.level, t.kind, t.amount, t.valid_from, t.valid_to
    FROM procurement_thresholds AS t
    JOIN units AS u ON u.unit_id = t.unit_id AND u.level = t.level
    WHERE t.threshold = 'decentralised' AND t.kind IN ('goods', 'services', 'works')
),
against_limit AS (
    SELECT
        c.contract_id,
        MAX(CASE WHEN p.kind = l.kind THEN l.amount END) AS own_limit,
        MIN(l.amount) AS lowest_limit,
        MAX(l.amount) AS highest_limit
    FROM contracts AS c
    LEFT JOIN procurements AS p ON p.procurement_id = c.procurement_id
    LEFT JOIN limits_of_day AS l
        ON l.unit_id = c.unit_id AND c.signed_on BETWEEN l.valid_from AND l.valid_to
    GROUP BY c.contract_id
),
routes AS (
    SELECT
        c.contract_id, c.procurement_id, c.supplier, c.amount, c.currency,
        p.procurement_id AS found_id, p.method,
        COALESCE(a.own_limit, a.lowest_limit) AS from_amount,
        COALESCE(a.own_limit, a.highest_limit) AS surely_from_amount
    FROM contracts AS c
    JOIN against_limit AS a ON a.contract_id = c.contract_id
    LEFT JOIN procurements AS p ON p.procurement_id = c.procurement_id
)
SELECT
    contract_id,
    CASE
        WHEN COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN amount IS NULL OR from_amount IS NULL THEN 'cannot_judge'
        WHEN amount < from_amount THEN 'not_applicable'
        WHEN procurement_id IS NOT NULL AND found_id IS NULL THEN 'cannot_judge'
        WHEN found_id IS NOT NULL AND method IS NULL THEN 'cannot_judge'
        WHEN method <> 'direct' THEN 'pass'
        WHEN amount < surely_from_amount THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    amount AS amount,
    contract_id AS case_key,
    supplier, amount AS contract_amount, surely_from_amount AS limit_amount,
    CASE WHEN procurement_id IS NULL THEN '没有对应的采购项目' ELSE '采购方式记为直接采购' END AS how_zh,
    CASE
        WHEN procurement_id IS NULL THEN 'no procurement stands behind it'
        ELSE 'its procurement is recorded as bought directly'
    END AS how_en
FROM routes
