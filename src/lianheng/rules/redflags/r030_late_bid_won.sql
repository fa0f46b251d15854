/*
id: redflags.r030_late_bid_won
title: {zh: R030 迟到的投标中标, en: R030 Late bid won}
subject: bids
severity: red
basis:
  - {document: 中华人民共和国招标投标法, article: 第二十八条, from: 2000-01-01, mark: L}
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第三十六条, from: 2012-02-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第三十三条, from: 2017-10-01, mark: K}
why:
  zh: 截止后送达的投标应当拒收；收下还让它中标，其他人的报价可能已经被看过。
  en: A bid after the deadline must be refused; one that is taken and wins may have seen the others' prices.
message:
  zh: "{supplier}的投标{submitted}送达，截止{due}，已中标。"
  en: "The bid of {supplier} came in on {submitted}, the deadline was {due}, and it won."
parameters:
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的采购；无效的和没有中标的投标；尚无中标结果的。
  en: Cancelled procurements and methods left out; bids that are not valid or did not win; no award yet.
assumptions:
  zh: 按时刻（含时区）比较；只有日期的，日期更晚才算迟到，同一天的无法判断。联合体中任一成员中标即算中标；标段都有载明的按标段对应。
  en: Instants are compared, zones included; where only days are known a later day is late, the same day cannot be judged. One winning member makes a consortium's bid win; lots must agree where both are stated.
since: 0.1.0
*/
WITH winners AS (
    SELECT DISTINCT a.procurement_id, a.lot, m.member
    FROM awards AS a
    CROSS JOIN UNNEST(STRING_SPLIT(
        CASE WHEN a.supplier_count IS NULL THEN a.supplier_id ELSE a.suppliers END, '|')) AS m(member)
    WHERE a.status = 'active'
),
awarded AS (
    SELECT
        procurement_id, SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) AS active_awards,
        SUM(CASE
            WHEN status = 'active' AND supplier_count IS NOT NULL AND suppliers IS NULL THEN 1 ELSE 0
        END) AS unnamed
    FROM awards
    GROUP BY procurement_id
),
members AS (
    SELECT b.bid_id, b.procurement_id, b.lot, m.member
    FROM bids AS b
    CROSS JOIN UNNEST(STRING_SPLIT(
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END, '|')) AS m(member)
    WHERE b.status = 'valid'
),
-- bids of which a member won
winning AS (
    SELECT DISTINCT m.bid_id
    FROM members AS m
    JOIN winners AS w ON w.procurement_id = m.procurement_id AND w.member = m.member
    WHERE w.lot IS NULL OR m.lot IS NULL OR w.lot = m.lot
),
timed AS (
    SELECT
        b.bid_id, b.procurement_id, b.supplier_id, b.supplier, b.status,
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END AS bidder,
        w.bid_id AS winning_id, p.procurement_id AS found_id, a.active_awards, a.unnamed,
        COALESCE(p.tender_status, p.status) = 'cancelled'
            OR STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(p.method_details, '') || '|') > 0 AS left_out,
        b.submitted_at, p.bids_due_at,
        COALESCE(b.submitted_on, CAST(b.submitted_at AS DATE)) AS submitted_on,
        COALESCE(p.bids_due_on, CAST(p.bids_due_at AS DATE)) AS due_on
    FROM bids AS b
    LEFT JOIN winning AS w ON w.bid_id = b.bid_id
    LEFT JOIN procurements AS p ON p.procurement_id = b.procurement_id
    LEFT JOIN awarded AS a ON a.procurement_id = b.procurement_id
)
SELECT
    bid_id,
    CASE
        WHEN found_id IS NULL THEN 'cannot_judge'
        WHEN left_out OR COALESCE(active_awards, 0) = 0 THEN 'not_applicable'
        WHEN status IS NULL THEN 'cannot_judge'
        WHEN status <> 'valid' THEN 'not_applicable'
        WHEN winning_id IS NULL THEN
            CASE WHEN bidder IS NULL OR unnamed > 0 THEN 'cannot_judge' ELSE 'not_applicable' END
        WHEN submitted_at IS NOT NULL AND bids_due_at IS NOT NULL THEN
            CASE WHEN submitted_at > bids_due_at THEN 'fail' ELSE 'pass' END
        WHEN submitted_on IS NULL OR due_on IS NULL OR submitted_on = due_on THEN 'cannot_judge'
        WHEN submitted_on > due_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    1.0 AS value,
    procurement_id, supplier, bidder,
    COALESCE(CAST(submitted_at AS VARCHAR), CAST(submitted_on AS VARCHAR)) AS submitted,
    COALESCE(CAST(bids_due_at AS VARCHAR), CAST(due_on AS VARCHAR)) AS due
FROM timed
