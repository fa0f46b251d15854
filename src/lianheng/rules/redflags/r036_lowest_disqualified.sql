/*
id: redflags.r036_lowest_disqualified
title: {zh: R036 最低报价被否决, en: R036 Lowest bid disqualified}
subject: procurements
severity: orange
basis:
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第三十四条, from: 2015-03-01, mark: L}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 最便宜的被否决，让更贵的中标，否决的理由需要经得起核对。
  en: When the cheapest bid is thrown out and a dearer one wins, the reason must bear looking into.
message:
  zh: "被否决的最低报价{lowest_disqualified}，其余最低报价{lowest_other}（{currency}，标段{lot_shown}），相差{difference}。{note_zh}"
  en: "Lowest bid {lowest_disqualified} was disqualified, the lowest of the rest is {lowest_other} ({currency}, lot {lot_shown}), a difference of {difference}. {note_en}"
parameters:
  price_methods: {default: "", zh: 只看这些采购方式说明（以价格定标的），竖线分隔，空为全部, en: "Only these method details (decided by price), separated by |; empty means all"}
  no_price_methods: {default: "", zh: 不比价格的采购方式说明，竖线分隔, en: "Method details not decided by price, separated by |"}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的、没有中标结果的、没有有效投标的、没有否决任何投标的。
  en: Cancelled ones, methods left out, without an award, without a valid bid, or without any disqualified bid.
assumptions:
  zh: 每个标段、同一币种分别比较；与有效最低价相同的被否决报价也算最低。低于成本否决的请在复核时说明。
  en: Each lot and currency is compared by itself; a disqualified bid equal to the lowest of the rest is lowest too. A bid rejected as below cost is to be explained on review.
since: 0.1.0
*/
WITH awarded AS (
    SELECT DISTINCT procurement_id
    FROM awards
    WHERE status = 'active'
),
contests AS (
    SELECT
        procurement_id, COALESCE(lot, '') AS lot,
        SUM(CASE WHEN status = 'valid' THEN 1 ELSE 0 END) AS valid,
        SUM(CASE WHEN status = 'disqualified' THEN 1 ELSE 0 END) AS disqualified,
        SUM(CASE WHEN status IS NULL THEN 1 ELSE 0 END) AS unstated,
        SUM(CASE WHEN amount IS NULL OR amount <= 0 OR currency IS NULL THEN 1 ELSE 0 END) AS unpriced,
        COUNT(DISTINCT currency) AS currencies, MIN(currency) AS currency,
        MIN(CASE WHEN status = 'disqualified' AND amount > 0 THEN amount END) AS lowest_disqualified,
        MIN(CASE WHEN status <> 'disqualified' AND amount > 0 THEN amount END) AS lowest_other
    FROM bids
    WHERE COALESCE(status, '') NOT IN ('invited', 'withdrawn')
    GROUP BY procurement_id, COALESCE(lot, '')
),
states AS (
    SELECT
        *,
        CASE
            WHEN disqualified = 0 AND unstated = 0 THEN 'none_disqualified'
            WHEN valid = 0 AND unstated = 0 THEN 'none_valid'
            WHEN currencies > 1 THEN 'x_currencies'
            WHEN unpriced > 0 OR unstated > 0 THEN 'x_unpriced'
            WHEN lowest_disqualified <= lowest_other THEN 'lowest_out'
            ELSE 'lowest_in'
        END AS state
    FROM contests
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY procurement_id
            ORDER BY CASE
                WHEN state = 'lowest_out' THEN 1 WHEN state LIKE 'x%' THEN 2 WHEN state = 'lowest_in' THEN 3 ELSE 4
            END, lowest_other - lowest_disqualified DESC, lot
        ) AS place
    FROM states
),
screened AS (
    SELECT
        p.procurement_id, p.status, p.method, a.procurement_id AS awarded_id,
        COALESCE(p.tender_status, p.status) = 'cancelled'
            OR STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(p.method_details, '') || '|') > 0
            OR CASE
                WHEN $price_methods <> ''
                    THEN COALESCE(STRPOS('|' || $price_methods || '|', '|' || p.method_details || '|'), 0) = 0
                ELSE STRPOS('|' || $no_price_methods || '|', '|' || NULLIF(p.method_details, '') || '|') > 0
            END AS left_out
    FROM procurements AS p
    LEFT JOIN awarded AS a ON a.procurement_id = p.procurement_id
)
SELECT
    p.procurement_id,
    CASE
        WHEN p.left_out THEN 'not_applicable'
        WHEN p.awarded_id IS NULL THEN 'not_applicable'
        WHEN s.state IS NULL THEN
            CASE WHEN p.method IN ('single_source', 'direct') THEN 'not_applicable' ELSE 'cannot_judge' END
        WHEN s.state = 'lowest_out' THEN 'fail'
        WHEN s.state LIKE 'x%' THEN 'cannot_judge'
        WHEN s.state = 'lowest_in' THEN 'pass'
        ELSE 'not_applicable'
    END AS outcome,
    CASE WHEN s.currency = 'CNY' THEN s.lowest_other - s.lowest_disqualified END AS amount,
    p.procurement_id AS case_key,
    1.0 AS value,
    s.lowest_disqualified, s.lowest_other, s.currency, COALESCE(NULLIF(s.lot, ''), '—') AS lot_shown,
    s.lowest_other - s.lowest_disqualified AS difference,
    CASE
        WHEN s.state IS NULL THEN '没有投标记录。'
        WHEN s.state = 'x_currencies' THEN '报价币种不一。'
        WHEN s.state = 'x_unpriced' THEN '有的投标没有报价、币种或状态。'
        ELSE ''
    END AS note_zh,
    CASE
        WHEN s.state IS NULL THEN 'No bid is on record.'
        WHEN s.state = 'x_currencies' THEN 'The bids are in different currencies.'
        WHEN s.state = 'x_unpriced' THEN 'A bid lacks its price, currency or status.'
        ELSE ''
    END AS note_en
FROM screened AS p
LEFT JOIN placed AS s ON s.procurement_id = p.procurement_id AND s.place = 1
