/*
id: redflags.r038_supplier_disqualified
title: {zh: R038 供应商屡被否决, en: R038 Supplier disqualified too often}
subject: suppliers
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 投标总被否决的供应商，可能是来凑数陪标的。
  en: A supplier whose bids are disqualified again and again may be there only to make up the number.
message:
  zh: "参加{processes}次采购，投标{submitted}份，被否决{disqualified}份，占{ratio:%}，界限{fence:%}。{note_zh}"
  en: "{submitted} bids in {processes} procurements, {disqualified} disqualified, {ratio:%}; the line is {fence:%}. {note_en}"
parameters:
  threshold: {default: null, zh: 自定的被否决比例界限，空则由数据推算, en: A line of one's own for the share disqualified; empty means computed}
  minimum_submitted_bids: {default: 2, zh: 投标份数少于这个数不判断, en: Suppliers with fewer bids are not judged}
  minimum_peers: {default: 5, zh: 至少有多少家供应商才推算界限, en: Fewest suppliers from which a line is computed}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 投标太少的供应商；已终止的和被参数排除的采购不计。
  en: Suppliers with too few bids; cancelled procurements and methods left out do not count.
assumptions:
  zh: 受邀未投、撤回和状态不明的投标不计；联合体投标各成员都算。推算的界限为上四分位数加1.5倍四分位距（两个四分位数相同时取第95百分位），最高不过100%，并要高于中位数。
  en: Invited, withdrawn and unstated bids do not count; a consortium's bid counts for each member. The computed line is the upper quartile plus 1.5 interquartile ranges (the 95th percentile where the quartiles coincide), at most 100 %, and the share must be above the median.
since: 0.1.0
*/
WITH screened AS (
    SELECT procurement_id
    FROM procurements
    WHERE COALESCE(tender_status, status, '') <> 'cancelled'
        AND COALESCE(STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|'), 0) = 0
),
records AS (
    SELECT
        m.supplier_id, COUNT(*) AS submitted, COUNT(DISTINCT b.procurement_id) AS processes,
        SUM(CASE WHEN b.status = 'disqualified' THEN 1 ELSE 0 END) AS disqualified,
        CAST(SUM(CASE WHEN b.status = 'disqualified' THEN 1 ELSE 0 END) AS DOUBLE) / COUNT(*) AS ratio
    FROM bids AS b
    JOIN screened AS s ON s.procurement_id = b.procurement_id
    CROSS JOIN UNNEST(STRING_SPLIT(
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END, '|')) AS m(supplier_id)
    WHERE b.status NOT IN ('invited', 'withdrawn')
    GROUP BY m.supplier_id
    HAVING COUNT(*) >= $minimum_submitted_bids
),
-- quantile p of type 8 (Hyndman and Fan) stands at place ((3n + 1) p + 1) / 3, between its two neighbours
ranked AS (
    SELECT ratio, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY ratio) AS place
    FROM records
),
quartiles AS (
    SELECT
        MAX(n) AS n,
        SUM(ratio * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.25 + 1) / 3))))) AS lower,
        SUM(ratio * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.50 + 1) / 3))))) AS middle,
        SUM(ratio * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.75 + 1) / 3))))) AS upper,
        SUM(ratio * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.95 + 1) / 3))))) AS top
    FROM ranked
),
fences AS (
    SELECT
        middle,
        CASE
            WHEN $threshold IS NOT NULL THEN $threshold
            WHEN n < $minimum_peers THEN NULL
            WHEN upper > lower THEN LEAST(1.0, upper + 1.5 * (upper - lower))
            ELSE top
        END AS fence
    FROM quartiles
)
SELECT
    s.supplier_id,
    CASE
        WHEN r.supplier_id IS NULL THEN 'not_applicable'
        WHEN f.fence IS NULL THEN 'cannot_judge'
        WHEN r.disqualified > 0 AND r.ratio >= f.fence AND ($threshold IS NOT NULL OR r.ratio > f.middle) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    s.supplier_id AS case_key,
    r.ratio AS value,
    r.processes, r.submitted, r.disqualified, r.ratio, f.fence,
    CASE WHEN r.supplier_id IS NOT NULL AND f.fence IS NULL THEN '可比的供应商太少，推算不出界限。' ELSE '' END AS note_zh,
    CASE WHEN r.supplier_id IS NOT NULL AND f.fence IS NULL THEN 'Too few suppliers to compute a line.' ELSE '' END AS note_en
FROM suppliers AS s
LEFT JOIN records AS r ON r.supplier_id = s.supplier_id
CROSS JOIN fences AS f
