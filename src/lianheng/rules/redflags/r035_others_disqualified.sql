/*
id: redflags.r035_others_disqualified
title: {zh: R035 除中标人外全部否决, en: R035 All except the winning bid disqualified}
subject: procurements
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十五条、第三十六条, from: 2003-01-01, mark: L}
why:
  zh: 只剩中标人一家有效，其余全部否决，可能是有意清场；实质响应不足三家的本应废标。
  en: When every other bid is thrown out the field may have been cleared; with fewer than three responsive bids a tender should fail.
message:
  zh: "{winner}是唯一有效投标并中标，另有{disqualified}家被否决（标段{lot_shown}），界限{allowed}家。"
  en: "{winner} made the only valid bid and won, {disqualified} others were disqualified (lot {lot_shown}); the line is {allowed}."
parameters:
  threshold: {default: 1, zh: 至少否决几家才报, en: Fewest disqualified bidders that raise the flag}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的采购；未开标或中标结果未定的。
  en: Cancelled procurements and methods left out; not opened or awards not final.
assumptions:
  zh: 每个标段分别看，取否决最多的标段；联合体按全部成员算一家；受邀未投、撤回和待评审的不算。
  en: Each lot is looked at, the one with most disqualified bidders counts; a consortium is one bidder; invited, withdrawn and pending bids do not count.
since: 0.1.0
*/
WITH bidders AS (
    SELECT
        procurement_id, COALESCE(lot, '') AS lot,
        CASE WHEN tenderer_count IS NULL THEN supplier_id ELSE tenderers END AS bidder,
        MAX(CASE WHEN status = 'valid' THEN 1 ELSE 0 END) AS valid,
        MAX(CASE WHEN status = 'disqualified' THEN 1 ELSE 0 END) AS disqualified,
        SUM(CASE WHEN status IS NULL THEN 1 ELSE 0 END) AS unstated
    FROM bids
    GROUP BY procurement_id, COALESCE(lot, ''), CASE WHEN tenderer_count IS NULL THEN supplier_id ELSE tenderers END
),
fields AS (
    SELECT
        procurement_id, lot,
        SUM(valid) AS valid, MAX(CASE WHEN valid = 1 THEN bidder END) AS only_valid,
        SUM(CASE WHEN disqualified = 1 AND valid = 0 THEN 1 ELSE 0 END) AS disqualified,
        SUM(unstated) AS unstated,
        SUM(CASE WHEN bidder IS NULL AND (valid = 1 OR disqualified = 1) THEN 1 ELSE 0 END) AS unnamed
    FROM bidders
    GROUP BY procurement_id, lot
),
winners AS (
    SELECT
        procurement_id, COALESCE(lot, '') AS lot,
        SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) AS active_awards,
        SUM(CASE WHEN status NOT IN ('active', 'cancelled', 'unsuccessful') THEN 1 ELSE 0 END) AS open_awards,
        COUNT(DISTINCT CASE WHEN status = 'active' THEN
            CASE WHEN supplier_count IS NULL THEN supplier_id ELSE suppliers END END) AS winners,
        MAX(CASE WHEN status = 'active' THEN
            CASE WHEN supplier_count IS NULL THEN supplier_id ELSE suppliers END END) AS winner,
        SUM(CASE
            WHEN status = 'active' AND supplier_count IS NOT NULL AND suppliers IS NULL THEN 1 ELSE 0
        END) AS unnamed
    FROM awards
    GROUP BY procurement_id, COALESCE(lot, '')
),
contests AS (
    SELECT
        f.procurement_id, f.lot, f.disqualified, w.winner,
        CASE
            WHEN w.procurement_id IS NULL THEN 'no_award'
            WHEN w.open_awards > 0 OR w.active_awards = 0 THEN 'undecided'
            WHEN f.valid = 1 AND w.winners = 1 AND w.winner = f.only_valid AND w.unnamed = 0
                AND f.unstated = 0 AND f.disqualified >= $threshold THEN 'alone'
            WHEN f.unstated > 0 OR f.unnamed > 0 OR w.unnamed > 0 THEN 'unknown'
            ELSE 'others'
        END AS state
    FROM fields AS f
    LEFT JOIN winners AS w ON w.procurement_id = f.procurement_id AND w.lot = f.lot
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY procurement_id
            ORDER BY CASE state
                WHEN 'alone' THEN 1 WHEN 'unknown' THEN 2 WHEN 'no_award' THEN 3 WHEN 'others' THEN 4 ELSE 5
            END, disqualified DESC, lot
        ) AS place
    FROM contests
),
spoken AS (
    SELECT procurement_id, lot, disqualified, winner, state
    FROM placed
    WHERE place = 1
)
SELECT
    p.procurement_id,
    CASE
        WHEN COALESCE(p.tender_status, p.status) = 'cancelled' THEN 'not_applicable'
        WHEN STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(p.method_details, '') || '|') > 0
            THEN 'not_applicable'
        WHEN s.state = 'alone' THEN 'fail'
        WHEN s.state = 'unknown' THEN 'cannot_judge'
        WHEN s.state = 'others' THEN 'pass'
        WHEN s.state = 'undecided' OR p.status IN ('planned', 'active') THEN 'not_applicable'
        WHEN s.state IS NULL AND p.method IN ('single_source', 'direct') THEN 'not_applicable'
        ELSE 'cannot_judge'
    END AS outcome,
    NULL AS amount,
    p.procurement_id AS case_key,
    CAST(s.disqualified AS DOUBLE) AS value,
    s.winner, s.disqualified, COALESCE(NULLIF(s.lot, ''), '—') AS lot_shown, $threshold AS allowed
FROM procurements AS p
LEFT JOIN spoken AS s ON s.procurement_id = p.procurement_id
