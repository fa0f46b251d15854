/*
id: bids.regular_price_steps
title: {zh: 投标报价呈规律性差异, en: Prices in regular steps}
subject: bids
severity: orange
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第四十条, from: 2012-02-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第三十七条, from: 2017-10-01, mark: V}
why:
  zh: 不同投标人的报价等差或等比排列，像是一个人排出来的，视为相互串通投标。
  en: Prices of different bidders at equal steps or equal ratios look set out by one hand and are deemed collusion.
message:
  zh: "{supplier}报价{price}，与同一标段的报价构成{kind_zh}：从{from_price}到{to_price}共{prices}个，{step_zh}{step}。"
  en: "{supplier} bid {price}, one of {prices} prices of the lot in {kind_en} from {from_price} to {to_price}, {step_en} {step}."
parameters:
  minimum_prices: {default: 4, zh: 几个报价排成规律就报, en: Prices in a row that raise the flag}
  tolerance: {default: 0.005, zh: 这时相邻两步允许相差的比例, en: "Difference then allowed between neighbouring steps, as a share of the step"}
  exact_tolerance: {default: 0.0001, zh: 只有三个报价时两步允许相差的比例, en: "Difference allowed where only three prices are in a row"}
exclusions:
  zh: 受邀未投和撤回的；同一标段投标人不足三家的。
  en: Invited and withdrawn bids; lots with fewer than three bidders.
assumptions:
  zh: 报价从低到高排，找连续的一段等差或等比；相同的报价算一个（另由R028判断）；按标段、币种分别看。三个报价容易碰巧，所以要几乎分毫不差；整千整万的报价仍可能是巧合。
  en: Prices are put in order and a run of equal steps or ratios is looked for; equal prices are one (R028 judges those); each lot and currency by itself. Three prices can be chance, so they must agree almost exactly; round prices may still be chance.
since: 0.1.0
*/
WITH offers AS (
    SELECT
        bid_id, procurement_id, COALESCE(lot, '') AS lot, supplier_id, supplier, amount,
        COALESCE(currency, '') AS currency
    FROM bids
    WHERE COALESCE(status, 'pending') NOT IN ('invited', 'withdrawn')
),
crowds AS (
    SELECT procurement_id, lot, COUNT(DISTINCT supplier_id) AS bidders
    FROM offers
    GROUP BY procurement_id, lot
),
priced AS (
    SELECT procurement_id, lot, currency, COUNT(DISTINCT supplier_id) AS bidders
    FROM offers
    WHERE amount > 0
    GROUP BY procurement_id, lot, currency
),
-- only lots with enough bidders are looked at more closely
prices AS (
    SELECT DISTINCT o.procurement_id, o.lot, o.currency, CAST(o.amount AS DOUBLE) AS amount
    FROM offers AS o
    JOIN priced AS p ON p.procurement_id = o.procurement_id AND p.lot = o.lot AND p.currency = o.currency
    WHERE o.amount > 0 AND p.bidders >= 3
),
steps AS (
    SELECT
        *,
        LAG(amount) OVER (PARTITION BY procurement_id, lot, currency ORDER BY amount) AS before
    FROM prices
),
-- an equal step is a progression of differences, an equal ratio one of quotients
both_kinds AS (
    SELECT procurement_id, lot, currency, 'arithmetic' AS kind, before, amount, amount - before AS step
    FROM steps
    WHERE before IS NOT NULL
    UNION ALL
    SELECT procurement_id, lot, currency, 'geometric', before, amount, amount / before - 1
    FROM steps
    WHERE before IS NOT NULL
),
compared AS (
    SELECT
        *,
        LAG(step) OVER (PARTITION BY procurement_id, lot, currency, kind ORDER BY amount) AS step_before
    FROM both_kinds
),
numbered AS (
    SELECT
        *,
        SUM(CASE WHEN ABS(step - step_before) <= $tolerance * step_before THEN 0 ELSE 1 END) OVER (
            PARTITION BY procurement_id, lot, currency, kind ORDER BY amount ROWS UNBOUNDED PRECEDING
        ) AS run_no
    FROM compared
),
runs AS (
    SELECT
        procurement_id, lot, currency, kind, COUNT(*) + 1 AS prices,
        MIN(before) AS from_price, MAX(amount) AS to_price, AVG(step) AS step
    FROM numbered
    GROUP BY procurement_id, lot, currency, kind, run_no
    HAVING COUNT(*) + 1 >= $minimum_prices
        OR (COUNT(*) = 2 AND MAX(step) - MIN(step) <= $exact_tolerance * MIN(step))
),
hits AS (
    SELECT
        o.bid_id, r.kind, r.prices, r.from_price, r.to_price, r.step,
        ROW_NUMBER() OVER (PARTITION BY o.bid_id ORDER BY r.prices DESC, r.kind, r.from_price) AS place
    FROM offers AS o
    JOIN runs AS r ON r.procurement_id = o.procurement_id AND r.lot = o.lot AND r.currency = o.currency
    WHERE CAST(o.amount AS DOUBLE) BETWEEN r.from_price AND r.to_price
)
SELECT
    b.bid_id,
    CASE
        WHEN o.bid_id IS NULL OR w.bidders < 3 THEN 'not_applicable'
        WHEN o.amount IS NULL OR o.amount <= 0 THEN 'cannot_judge'
        WHEN h.bid_id IS NOT NULL THEN 'fail'
        WHEN p.bidders < 3 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    b.procurement_id || '|' || COALESCE(b.lot, '')
        || COALESCE('|' || h.kind || '|' || CAST(CAST(h.from_price AS DECIMAL(18, 2)) AS VARCHAR), '') AS case_key,
    b.supplier, b.amount AS price, h.kind, h.prices,
    CAST(h.from_price AS DECIMAL(18, 2)) AS from_price, CAST(h.to_price AS DECIMAL(18, 2)) AS to_price,
    CAST(CASE WHEN h.kind = 'geometric' THEN 100 * h.step ELSE h.step END AS DECIMAL(18, 4)) AS step,
    CASE h.kind WHEN 'geometric' THEN '等比数列' ELSE '等差数列' END AS kind_zh,
    CASE h.kind WHEN 'geometric' THEN 'geometric progression' ELSE 'arithmetic progression' END AS kind_en,
    CASE h.kind WHEN 'geometric' THEN '每步升高百分之' ELSE '每步' END AS step_zh,
    CASE h.kind WHEN 'geometric' THEN 'rising each time by per cent' ELSE 'by steps of' END AS step_en
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.procurement_id = o.procurement_id AND w.lot = o.lot
LEFT JOIN priced AS p ON p.procurement_id = o.procurement_id AND p.lot = o.lot AND p.currency = o.currency
LEFT JOIN hits AS h ON h.bid_id = b.bid_id AND h.place = 1
