/*
id: redflags.r038_buyer_disqualifies
title: {zh: R038 采购人否决投标过多, en: R038 Buyer disqualifies too many bids}
subject: procurements
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第三条、第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 采购人否决的投标远多于同行，可能用否决给内定的供应商让路。
  en: A buyer that disqualifies far more bids than its peers may be clearing the way for a chosen supplier.
message:
  zh: "采购人{owner}的{processes}次采购共收到投标{submitted}份，否决{disqualified}份，占{ratio:%}，界限{fence:%}；本次否决{own_disqualified}份。{note_zh}"
  en: "Buyer {owner}: {processes} procurements drew {submitted} bids, {disqualified} of them disqualified, {ratio:%}; the line is {fence:%}. Here {own_disqualified}. {note_en}"
parameters:
  threshold: {default: null, zh: 自定的否决比例界限，空则由数据推算, en: A line of one's own for the share disqualified; empty means computed}
  minimum_contracting_processes: {default: 2, zh: 采购次数少于这个数不判断, en: Fewer procurements than this are not judged}
  minimum_peers: {default: 5, zh: 至少有多少家才推算界限, en: Fewest peers from which a line is computed}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的采购；采购次数太少的采购人；只公布了执行机构而没有采购人的。
  en: Cancelled procurements and methods left out; buyers with too few procurements; a published procuring entity without a buyer.
assumptions:
  zh: 受邀未投、撤回和状态不明的投标不计；采购次数按有投标的采购计，不按投标份数。推算的界限为上四分位数加1.5倍四分位距（两个四分位数相同时取第95百分位），最高不过100%，并要高于中位数。比例超线时，否决过投标的采购判不符，同一采购人归为一案。
  en: Invited, withdrawn and unstated bids do not count; procurements with bids are counted, not bids. The computed line is the upper quartile plus 1.5 interquartile ranges (the 95th percentile where the quartiles coincide), at most 100 %, and the share must be above the median. Above the line the procurements in which bids were disqualified fail, one case for each buyer.
since: 0.1.0
*/
WITH screened AS (
    SELECT
        procurement_id, status, method,
        CASE WHEN buyer_id IS NOT NULL THEN buyer_id WHEN procuring_entity_id IS NULL THEN unit_id END AS owner,
        COALESCE(tender_status, status) = 'cancelled'
            OR STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|') > 0 AS left_out
    FROM procurements
),
counted AS (
    SELECT
        procurement_id, COUNT(*) AS submitted,
        SUM(CASE WHEN status = 'disqualified' THEN 1 ELSE 0 END) AS disqualified
    FROM bids
    WHERE status NOT IN ('invited', 'withdrawn')
    GROUP BY procurement_id
),
records AS (
    SELECT
        s.owner, COUNT(*) AS processes, SUM(c.submitted) AS submitted, SUM(c.disqualified) AS disqualified,
        CAST(SUM(c.disqualified) AS DOUBLE) / SUM(c.submitted) AS ratio
    FROM screened AS s
    JOIN counted AS c ON c.procurement_id = s.procurement_id
    WHERE NOT COALESCE(s.left_out, FALSE) AND s.owner IS NOT NULL
    GROUP BY s.owner
    HAVING COUNT(*) >= $minimum_contracting_processes
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
),
judged AS (
    SELECT
        s.procurement_id, s.owner, r.processes, r.submitted, r.disqualified, r.ratio, f.fence,
        c.disqualified AS own_disqualified,
        CASE
            WHEN s.left_out OR s.owner IS NULL THEN 'not_applicable'
            WHEN c.submitted IS NULL THEN
                CASE
                    WHEN s.status IN ('planned', 'active') OR s.method IN ('single_source', 'direct')
                        THEN 'not_applicable'
                    ELSE 'cannot_judge'
                END
            WHEN r.owner IS NULL THEN 'not_applicable'
            WHEN f.fence IS NULL THEN 'cannot_judge'
            WHEN c.disqualified > 0 AND r.ratio >= f.fence AND ($threshold IS NOT NULL OR r.ratio > f.middle)
                THEN 'fail'
            ELSE 'pass'
        END AS outcome
    FROM screened AS s
    LEFT JOIN counted AS c ON c.procurement_id = s.procurement_id
    LEFT JOIN records AS r ON r.owner = s.owner
    CROSS JOIN fences AS f
)
SELECT
    procurement_id, outcome,
    NULL AS amount,
    COALESCE(owner, procurement_id) AS case_key,
    ratio AS value,
    owner, processes, submitted, disqualified, ratio, fence, own_disqualified,
    CASE
        WHEN outcome <> 'cannot_judge' THEN ''
        WHEN own_disqualified IS NULL THEN '没有投标记录。'
        ELSE '可比的家数太少，推算不出界限。'
    END AS note_zh,
    CASE
        WHEN outcome <> 'cannot_judge' THEN ''
        WHEN own_disqualified IS NULL THEN 'No bid is on record.'
        ELSE 'Too few peers to compute a line.'
    END AS note_en
FROM judged
