/*
id: redflags.r028_identical_prices
title: {zh: R028 不同投标人报价相同, en: R028 Identical bid prices}
subject: bids
severity: orange
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第四十条, from: 2012-02-01, mark: L}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 各自算价很难分毫不差，价格相同多半有人通气。
  en: Prices worked out separately hardly ever agree to the cent.
message:
  zh: "{supplier}报价{amount_shown}（{currency}），同一标段还有{others}家报同样价格。{note_zh}"
  en: "{supplier} bid {amount_shown} ({currency}); {others} other bidders of the same lot named the same price. {note_en}"
parameters:
  usual_share: {default: 0.5, zh: 采购人的竞争中同价占到这个比例就是常态, en: From this share of a purchaser's contests equal prices are usual there}
  usual_contests: {default: 20, zh: 至少有多少次竞争才认定常态, en: Fewest contests from which that is said}
  price_methods: {default: "", zh: 只看这些采购方式说明（以价格定标的），竖线分隔，空为全部, en: "Only these method details (decided by price), separated by |; empty means all"}
  no_price_methods: {default: "", zh: 不比价格的采购方式说明，竖线分隔, en: "Method details not decided by price, separated by |"}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的、受邀未投和撤回的；同一标段没有别的投标人的；报价等于公布的最高限价的；该采购人同价是常态的（多半有公开的底价）。
  en: Cancelled ones, methods left out, invited and withdrawn bids; no other bidder in the lot; the published ceiling as price; purchasers where equal prices are usual (most likely a published floor).
assumptions:
  zh: 同一投标人（联合体按全部成员）重复报价不算；0元是占位，不算价格；被否决的投标也算。币种不同不算相同。
  en: A bidder's own repeated price does not count (a consortium is the set of its members); 0 is a placeholder, no price; disqualified bids count. Different currencies are different prices.
since: 0.1.0
*/
WITH screened AS (
    SELECT
        procurement_id, unit_id, ceiling, COALESCE(currency, 'CNY') AS ceiling_currency,
        COALESCE(tender_status, status) = 'cancelled'
            OR STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|') > 0
            OR CASE
                WHEN $price_methods <> ''
                    THEN COALESCE(STRPOS('|' || $price_methods || '|', '|' || method_details || '|'), 0) = 0
                ELSE STRPOS('|' || $no_price_methods || '|', '|' || NULLIF(method_details, '') || '|') > 0
            END AS left_out
    FROM procurements
),
offers AS (
    SELECT
        b.bid_id, b.procurement_id, COALESCE(b.lot, '') AS lot, b.supplier, b.status, b.amount, b.currency,
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END AS bidder,
        s.unit_id, s.ceiling, s.ceiling_currency, s.procurement_id AS found_id,
        COALESCE(s.left_out, FALSE) OR b.status IN ('invited', 'withdrawn') AS left_out
    FROM bids AS b
    LEFT JOIN screened AS s ON s.procurement_id = b.procurement_id
),
prices AS (
    SELECT procurement_id, lot, amount, currency, COUNT(DISTINCT bidder) AS bidders
    FROM offers
    WHERE NOT left_out AND status IS NOT NULL AND bidder IS NOT NULL AND amount > 0 AND currency IS NOT NULL
    GROUP BY procurement_id, lot, amount, currency
),
contests AS (
    SELECT procurement_id, lot, MAX(bidders) AS most_alike
    FROM prices
    GROUP BY procurement_id, lot
),
-- the bidders of a lot, and those with a price, to know whether there was anybody to compare with
crowds AS (
    SELECT
        procurement_id, lot, COUNT(DISTINCT bidder) AS bidders,
        COUNT(DISTINCT CASE WHEN amount > 0 AND currency IS NOT NULL THEN bidder END) AS priced
    FROM offers
    WHERE NOT left_out AND status IS NOT NULL
    GROUP BY procurement_id, lot
),
purchasers AS (
    SELECT
        s.unit_id, COUNT(*) AS contests,
        CAST(SUM(CASE WHEN c.most_alike > 1 THEN 1 ELSE 0 END) AS DOUBLE) / COUNT(*) AS alike_share
    FROM contests AS c
    JOIN screened AS s ON s.procurement_id = c.procurement_id
    JOIN crowds AS w ON w.procurement_id = c.procurement_id AND w.lot = c.lot
    WHERE w.priced > 1
    GROUP BY s.unit_id
),
compared AS (
    SELECT
        o.*, p.bidders - 1 AS others, c.bidders AS crowd, c.priced, u.contests, u.alike_share
    FROM offers AS o
    LEFT JOIN prices AS p
        ON p.procurement_id = o.procurement_id AND p.lot = o.lot AND p.amount = o.amount AND p.currency = o.currency
    LEFT JOIN crowds AS c ON c.procurement_id = o.procurement_id AND c.lot = o.lot
    LEFT JOIN purchasers AS u ON u.unit_id = o.unit_id
)
SELECT
    bid_id,
    CASE
        WHEN found_id IS NULL THEN 'cannot_judge'
        WHEN left_out THEN 'not_applicable'
        WHEN status IS NULL OR bidder IS NULL THEN 'cannot_judge'
        WHEN crowd < 2 THEN 'not_applicable'
        WHEN amount IS NULL OR amount = 0 OR currency IS NULL THEN 'cannot_judge'
        WHEN others > 0 AND amount = ceiling AND currency = ceiling_currency THEN 'not_applicable'
        WHEN others > 0 AND contests >= $usual_contests AND alike_share >= $usual_share THEN 'not_applicable'
        WHEN others > 0 THEN 'fail'
        WHEN priced < 2 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    procurement_id || '|' || lot || '|' || COALESCE(CAST(amount AS VARCHAR), '') || '|' || COALESCE(currency, '')
        AS case_key,
    1.0 AS value,
    procurement_id, supplier, bidder, amount AS amount_shown, currency, others, alike_share,
    CASE
        WHEN amount = 0 THEN '报价为0，是占位还是漏填？'
        WHEN status IS NULL THEN '投标状态没有载明。'
        ELSE ''
    END AS note_zh,
    CASE
        WHEN amount = 0 THEN 'The price is 0: a placeholder?'
        WHEN status IS NULL THEN 'The status of the bid is not stated.'
        ELSE ''
    END AS note_en
FROM compared
