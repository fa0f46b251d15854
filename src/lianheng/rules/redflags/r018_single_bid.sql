/*
id: redflags.r018_single_bid
title: {zh: R018 只有一家投标, en: R018 Single bid received}
subject: procurements
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第三十六条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第二十八条, from: 2000-01-01, mark: L}
why:
  zh: 公开竞争却只有一家投标，可能是条件量身定做，也可能是其他人被劝退。
  en: When an open contest draws a single bid, it may have been cut to measure, or the others were kept away.
message:
  zh: "采购方式{shown_method}，投标人{bidders}家（公布{stated}家，投标记录{counted}家）。"
  en: "Method {shown_method}, {bidders} tenderer (stated {stated}, on record {counted})."
parameters:
  methods: {default: open|selective, zh: 看哪些采购方式代码，竖线分隔, en: "Method codes looked at, separated by |"}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、计划中的、尚未截止的、其他采购方式的、没有人投标的。
  en: Cancelled and planned ones, those still open for bids, other methods, and those that drew no bid at all.
assumptions:
  zh: 公布的家数与投标记录的家数取大的；受邀未投和撤回的不算；状态没有载明的投标算投了标。本国数据按采购方式对应：公开招标为open，邀请招标为selective。
  en: The larger of the stated number and the bids on record counts; invited and withdrawn bids do not, a bid of unstated status does. Without a published code an open tender is open, an invited one selective.
since: 0.1.0
*/
WITH submitted AS (
    SELECT
        procurement_id,
        COUNT(DISTINCT CASE WHEN tenderer_count IS NULL THEN supplier_id ELSE COALESCE(tenderers, supplier_id) END)
            AS counted
    FROM bids
    WHERE COALESCE(status, 'pending') NOT IN ('invited', 'withdrawn')
    GROUP BY procurement_id
),
tendered AS (
    SELECT
        p.procurement_id, p.status, COALESCE(p.tender_status, p.status) AS tender_status,
        NULLIF(p.method_details, '') AS method_details,
        COALESCE(
            p.method_code,
            CASE
                WHEN p.method = 'open' THEN 'open'
                WHEN p.method = 'invited' THEN 'selective'
                WHEN p.method IS NOT NULL THEN 'limited'
            END
        ) AS shown_method,
        p.tenderers AS stated, s.counted, run.as_at,
        COALESCE(p.bids_due_on, CAST(p.bids_due_at AS DATE)) AS due_on,
        -- the larger of the two; an absent one is spelled out, engines differ on GREATEST with NULL
        CASE
            WHEN p.tenderers IS NULL THEN s.counted
            WHEN s.counted IS NULL THEN p.tenderers
            ELSE GREATEST(p.tenderers, s.counted)
        END AS bidders
    FROM procurements AS p
    CROSS JOIN run
    LEFT JOIN submitted AS s ON s.procurement_id = p.procurement_id
)
SELECT
    procurement_id,
    CASE
        WHEN tender_status = 'cancelled' OR status = 'planned' OR due_on > as_at THEN 'not_applicable'
        WHEN STRPOS('|' || $excluded_methods || '|', '|' || method_details || '|') > 0 THEN 'not_applicable'
        WHEN shown_method IS NULL THEN 'cannot_judge'
        WHEN STRPOS('|' || $methods || '|', '|' || shown_method || '|') = 0 THEN 'not_applicable'
        WHEN bidders IS NULL THEN 'cannot_judge'
        WHEN bidders = 0 THEN 'not_applicable'
        WHEN bidders = 1 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    1.0 AS value,
    shown_method, bidders, stated, counted
FROM tendered
