/*
id: redflags.r025_unsuccessful_bids
title: {zh: R025 屡投不中, en: R025 Excessive unsuccessful bids}
subject: suppliers
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第七十四条, from: 2015-03-01, mark: L}
why:
  zh: 经常投标却几乎不中的供应商，可能是专门陪标的。
  en: A supplier that bids often and hardly ever wins may be there only to lend its name.
message:
  zh: "参加{entered}次竞争，中标{won}次，中标率{share:%}，按机会均等应中约{expected}次；界限：参加至少{entered_line}次、中标率不高于{share_line:%}。{note_zh}"
  en: "Entered {entered} contests, won {won}, {share:%}, where equal chances would give about {expected}; the line is at least {entered_line} entered and at most {share_line:%} won. {note_en}"
parameters:
  threshold: {default: null, zh: 自定的中标率界限，空则由数据推算, en: A line of one's own for the share won; empty means computed}
  percentile: {default: 0.75, zh: 参加次数要达到的分位, en: Percentile of contests entered that must be reached}
  share_percentile: {default: 0.25, zh: 中标率界限取的分位, en: Percentile of the shares won that makes the line}
  short_by: {default: 0.5, zh: 推算时还要比机会均等至少少中几次, en: Wins fewer than equal chances would give that the computed line also asks for}
  minimum_contests: {default: 5, zh: 参加竞争少于这个次数不判断, en: Suppliers that entered fewer contests are not judged}
  minimum_peers: {default: 5, zh: 至少有多少家供应商才推算界限, en: Fewest suppliers from which a line is computed}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 参加次数太少的供应商；已终止的、只邀请一家的和未定标的采购不计。
  en: Suppliers that entered too few contests; cancelled, undecided and excluded procurements do not count.
assumptions:
  zh: 每个标段算一次竞争，同一标段多次报价只算一次；联合体成员各算参加，联合体中标各算中标；只算有效投标。推算的界限取分位数，并要比机会均等（每次竞争各家机会相同）中得少；投标人多、次数又少时，不中可能只是运气，可把差数调大。自定界限时只看界限。
  en: Each lot is one contest however many bids; members of a consortium have each entered and each won; only valid bids count. The computed line is a percentile, and the wins must also be fewer than equal chances among the bidders of each contest would give; with many bidders and few contests losing may be bad luck, so ask for a larger difference. A line of one's own stands alone.
since: 0.1.0
*/
WITH screened AS (
    SELECT procurement_id
    FROM procurements
    WHERE COALESCE(tender_status, status, '') <> 'cancelled'
        AND COALESCE(STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|'), 0) = 0
),
decided AS (
    SELECT procurement_id, COALESCE(lot, '') AS lot
    FROM awards
    GROUP BY procurement_id, COALESCE(lot, '')
    HAVING SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) > 0
        AND SUM(CASE WHEN status NOT IN ('active', 'cancelled', 'unsuccessful') THEN 1 ELSE 0 END) = 0
),
winners AS (
    SELECT DISTINCT
        procurement_id, COALESCE(lot, '') AS lot,
        CASE WHEN supplier_count IS NULL THEN supplier_id ELSE suppliers END AS bidder
    FROM awards
    WHERE status = 'active'
),
entries AS (
    SELECT DISTINCT
        b.procurement_id, COALESCE(b.lot, '') AS lot,
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END AS bidder
    FROM bids AS b
    JOIN screened AS s ON s.procurement_id = b.procurement_id
    JOIN decided AS d ON d.procurement_id = b.procurement_id AND d.lot = COALESCE(b.lot, '')
    WHERE b.status = 'valid'
),
results AS (
    SELECT
        e.procurement_id, e.lot, e.bidder, CASE WHEN w.bidder IS NOT NULL THEN 1 ELSE 0 END AS won,
        -- every bidder of a contest has the same chance to be a winner
        CAST(COUNT(w.bidder) OVER (PARTITION BY e.procurement_id, e.lot) AS DOUBLE)
            / COUNT(*) OVER (PARTITION BY e.procurement_id, e.lot) AS chance
    FROM entries AS e
    LEFT JOIN winners AS w
        ON w.procurement_id = e.procurement_id AND w.lot = e.lot AND w.bidder = e.bidder
),
-- one row per member, so that a consortium's bid counts for each of its firms
members AS (
    SELECT r.procurement_id, r.lot, m.supplier_id, MAX(r.won) AS won, MAX(r.chance) AS chance
    FROM results AS r
    CROSS JOIN UNNEST(STRING_SPLIT(r.bidder, '|')) AS m(supplier_id)
    GROUP BY r.procurement_id, r.lot, m.supplier_id
),
records AS (
    SELECT
        supplier_id, COUNT(*) AS entered, SUM(won) AS won,
        CAST(SUM(won) AS DOUBLE) / COUNT(*) AS share,
        SUM(chance) AS expected
    FROM members
    GROUP BY supplier_id
),
-- quantile p of type 8 (Hyndman and Fan) stands at place ((3n + 1) p + 1) / 3, between its two neighbours
ranked AS (
    SELECT
        entered, share, COUNT(*) OVER () AS n,
        ROW_NUMBER() OVER (ORDER BY entered) AS entered_place, ROW_NUMBER() OVER (ORDER BY share) AS share_place
    FROM records
),
lines AS (
    SELECT
        MAX(n) AS n,
        SUM(
            entered * GREATEST(0, 1 - ABS(entered_place - LEAST(n, GREATEST(1, ((3 * n + 1) * $percentile + 1) / 3))))
        ) AS entered_line,
        SUM(
            share * GREATEST(0, 1 - ABS(share_place - LEAST(n, GREATEST(1, ((3 * n + 1) * $share_percentile + 1) / 3))))
        ) AS share_line
    FROM ranked
),
judged AS (
    SELECT
        s.supplier_id, r.entered, r.won, r.share, r.expected, l.n,
        r.won + $short_by <= ROUND(r.expected, 6) AS short_of_chance,
        GREATEST(l.entered_line, $minimum_contests) AS entered_line,
        COALESCE($threshold, l.share_line) AS share_line
    FROM suppliers AS s
    LEFT JOIN records AS r ON r.supplier_id = s.supplier_id
    CROSS JOIN lines AS l
)
SELECT
    supplier_id,
    CASE
        WHEN entered IS NULL OR entered < $minimum_contests THEN 'not_applicable'
        WHEN $threshold IS NULL AND n < $minimum_peers THEN 'cannot_judge'
        WHEN entered >= entered_line AND share <= share_line AND ($threshold IS NOT NULL OR short_of_chance) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    supplier_id AS case_key,
    share AS value,
    entered, won, share, share_line,
    CAST(expected AS DECIMAL(18, 1)) AS expected, CAST(entered_line AS DECIMAL(18, 4)) AS entered_line,
    CASE WHEN $threshold IS NULL AND n < $minimum_peers THEN '可比的供应商太少，推算不出界限。' ELSE '' END AS note_zh,
    CASE WHEN $threshold IS NULL AND n < $minimum_peers THEN 'Too few suppliers to compute a line.' ELSE '' END AS note_en
FROM judged
