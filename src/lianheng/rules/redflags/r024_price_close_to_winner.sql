/*
id: redflags.r024_price_close_to_winner
title: {zh: R024 报价紧贴中标价, en: R024 Price close to winning bid}
subject: procurements
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第三条、第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 次低价与中标价异常接近，可能事先知道对方报价，或有人陪标。
  en: A runner-up unusually close to the winner may have known the winning price, or bid to lose.
message:
  zh: "中标价{winning}，次低价{second}（{currency}），高出{gap_percent}%，界限{fence_percent}%。{note_zh}"
  en: "Winning bid {winning}, next lowest {second} ({currency}), {gap_percent}% above it; the line is {fence_percent}%. {note_en}"
parameters:
  threshold: {default: null, zh: 自定的界限（比例），空则由数据推算, en: A line of one's own as a share; empty means computed}
  minimum_contests: {default: 5, zh: 至少有多少次可比的竞争才推算界限, en: Fewest comparable contests from which a line is computed}
  price_methods: {default: "", zh: 只看这些采购方式说明（以价格定标的），竖线分隔，空为全部, en: "Only these method details (decided by price), separated by |; empty means all"}
  no_price_methods: {default: "", zh: 不比价格的采购方式说明，竖线分隔, en: "Method details not decided by price, separated by |"}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的、未开标或未定标的、只有一家有效投标的、中标价不是最低的（不以价格定标）。
  en: Cancelled ones, methods left out, not yet opened or decided, a single valid bidder, and those the lowest bid did not win (not decided by price).
assumptions:
  zh: 界限取差距对数的下四分位数减1.5倍四分位距（价差向右偏，直接取会成负数）；差距还要小于中位数，所以同价是常态的市场不报。报价只在同一标段、同一币种内比较，差距是比例，不同币种可以合并推算。
  en: The line is the lower quartile of the logarithm of the gaps less 1.5 interquartile ranges (gaps are skewed; on the plain scale it turns negative); a gap must also be below the median, so that a market where equal prices are usual stays silent. Prices are compared within one lot and one currency only; gaps are shares, so currencies may be pooled.
since: 0.1.0
*/
WITH screened AS (
    SELECT
        procurement_id, status, method,
        COALESCE(tender_status, status) = 'cancelled'
            OR STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|') > 0
            OR CASE
                WHEN $price_methods <> ''
                    THEN COALESCE(STRPOS('|' || $price_methods || '|', '|' || method_details || '|'), 0) = 0
                ELSE STRPOS('|' || $no_price_methods || '|', '|' || NULLIF(method_details, '') || '|') > 0
            END AS left_out
    FROM procurements
),
-- a lot is a contest of its own; a consortium is one bidder, named by the set of its members
winners AS (
    SELECT
        procurement_id, COALESCE(lot, '') AS lot,
        SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) AS active_awards,
        SUM(CASE WHEN status NOT IN ('active', 'cancelled', 'unsuccessful') THEN 1 ELSE 0 END) AS open_awards,
        MAX(CASE WHEN status = 'active' THEN CASE WHEN supplier_count IS NULL THEN supplier_id ELSE suppliers END END)
            AS winner
    FROM awards
    GROUP BY procurement_id, COALESCE(lot, '')
),
offers AS (
    SELECT
        b.procurement_id, COALESCE(b.lot, '') AS lot, b.amount, b.currency,
        CASE WHEN b.tenderer_count IS NULL THEN b.supplier_id ELSE b.tenderers END AS bidder
    FROM bids AS b
    JOIN screened AS s ON s.procurement_id = b.procurement_id
    WHERE b.status = 'valid' AND NOT COALESCE(s.left_out, FALSE)
),
placed AS (
    SELECT
        o.*, w.winner, w.active_awards, w.open_awards, o.bidder = w.winner AS won,
        ROW_NUMBER() OVER (
            PARTITION BY o.procurement_id, o.lot, o.bidder = w.winner ORDER BY o.amount, o.bidder
        ) AS place
    FROM offers AS o
    LEFT JOIN winners AS w ON w.procurement_id = o.procurement_id AND w.lot = o.lot
),
contests AS (
    SELECT
        procurement_id, lot,
        COALESCE(MAX(active_awards), 0) AS active_awards, COALESCE(MAX(open_awards), 0) AS open_awards,
        MAX(winner) AS winner, MIN(currency) AS currency, COUNT(DISTINCT currency) AS currencies,
        COUNT(DISTINCT bidder) + CASE WHEN COUNT(bidder) < COUNT(*) THEN 1 ELSE 0 END AS bidders,
        SUM(CASE WHEN bidder IS NULL OR amount IS NULL OR amount <= 0 OR currency IS NULL THEN 1 ELSE 0 END)
            AS unpriced,
        MAX(CASE WHEN won AND place = 1 THEN amount END) AS winning,
        MAX(CASE WHEN NOT won AND place = 1 THEN amount END) AS second,
        MAX(CASE WHEN NOT won AND place = 1 THEN bidder END) AS runner_up
    FROM placed
    GROUP BY procurement_id, lot
),
states AS (
    SELECT
        *,
        CASE
            WHEN open_awards > 0 THEN 'undecided'
            WHEN bidders < 2 THEN 'single'
            WHEN active_awards = 0 THEN 'x_no_award'
            WHEN active_awards > 1 OR winner IS NULL THEN 'x_several_winners'
            WHEN unpriced > 0 THEN 'x_unpriced'
            WHEN currencies > 1 THEN 'x_currencies'
            WHEN winning IS NULL THEN 'x_winner_without_bid'
            WHEN second < winning THEN 'not_by_price'
            ELSE 'compared'
        END AS state
    FROM contests
),
gaps AS (
    SELECT
        *,
        CASE WHEN state = 'compared' THEN CAST(second - winning AS DOUBLE) / CAST(winning AS DOUBLE) END AS gap
    FROM states
),
-- quantile p of type 8 (Hyndman and Fan) stands at place ((3n + 1) p + 1) / 3, between its two neighbours
ranked AS (
    SELECT
        gap, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY gap) AS place,
        CASE WHEN gap > 0 THEN LN(gap) END AS log_gap,
        SUM(CASE WHEN gap > 0 THEN 1 ELSE 0 END) OVER () AS positive,
        SUM(CASE WHEN gap > 0 THEN 1 ELSE 0 END) OVER (ORDER BY gap ROWS UNBOUNDED PRECEDING) AS log_place
    FROM gaps
    WHERE gap IS NOT NULL
),
quartiles AS (
    SELECT
        MAX(n) AS n,
        SUM(gap * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.50 + 1) / 3))))) AS middle,
        SUM(
            log_gap * GREATEST(0, 1 - ABS(log_place - LEAST(positive, GREATEST(1, ((3 * positive + 1) * 0.25 + 1) / 3))))
        ) AS lower_log,
        SUM(
            log_gap * GREATEST(0, 1 - ABS(log_place - LEAST(positive, GREATEST(1, ((3 * positive + 1) * 0.75 + 1) / 3))))
        ) AS upper_log
    FROM ranked
),
fences AS (
    SELECT
        middle,
        CASE
            WHEN $threshold IS NOT NULL THEN $threshold
            WHEN n >= $minimum_contests THEN COALESCE(EXP(lower_log - 1.5 * (upper_log - lower_log)), 0)
        END AS fence
    FROM quartiles
),
ordered AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY procurement_id ORDER BY CASE WHEN gap IS NULL THEN 1 ELSE 0 END, gap , lot)
            AS place
    FROM gaps
),
-- of several lots the most striking one speaks for the procurement
spoken AS (
    SELECT
        procurement_id,
        MAX(CASE WHEN place = 1 THEN gap END) AS gap, MAX(CASE WHEN place = 1 THEN winning END) AS winning,
        MAX(CASE WHEN place = 1 THEN second END) AS second, MAX(CASE WHEN place = 1 THEN winner END) AS winner,
        MAX(CASE WHEN place = 1 THEN runner_up END) AS runner_up,
        MAX(CASE WHEN place = 1 THEN currency END) AS currency,
        MIN(CASE WHEN state LIKE 'x%' THEN state END) AS obstacle
    FROM ordered
    GROUP BY procurement_id
),
judged AS (
    SELECT
        s.procurement_id, k.gap, k.winning, k.second, k.winner, k.runner_up, k.currency, f.fence,
        CASE WHEN k.procurement_id IS NULL THEN 'x_no_bids' WHEN k.gap IS NULL THEN k.obstacle ELSE
            COALESCE(k.obstacle, CASE WHEN f.fence IS NULL THEN 'x_too_few' END) END AS obstacle,
        CASE
            WHEN s.left_out THEN 'not_applicable'
            WHEN k.procurement_id IS NULL OR k.obstacle = 'x_no_award' THEN
                CASE
                    WHEN s.status IN ('planned', 'active') OR s.method IN ('single_source', 'direct')
                        THEN 'not_applicable'
                    ELSE 'cannot_judge'
                END
            WHEN k.gap <= f.fence AND ($threshold IS NOT NULL OR k.gap < f.middle) THEN 'fail'
            WHEN k.obstacle IS NOT NULL THEN 'cannot_judge'
            WHEN k.gap IS NULL THEN 'not_applicable'
            WHEN f.fence IS NULL THEN 'cannot_judge'
            ELSE 'pass'
        END AS outcome
    FROM screened AS s
    LEFT JOIN spoken AS k ON k.procurement_id = s.procurement_id
    CROSS JOIN fences AS f
)
SELECT
    procurement_id, outcome,
    NULL AS amount,
    procurement_id AS case_key,
    gap AS value,
    winner, runner_up, winning, second, currency,
    CAST(100 * gap AS DECIMAL(18, 4)) AS gap_percent, CAST(100 * fence AS DECIMAL(18, 4)) AS fence_percent,
    CASE
        WHEN outcome <> 'cannot_judge' THEN ''
        WHEN obstacle = 'x_no_bids' THEN '没有有效投标的记录。'
        WHEN obstacle = 'x_no_award' THEN '没有中标结果，或标段与投标对不上。'
        WHEN obstacle = 'x_several_winners' THEN '同一标段有几个中标结果，或中标人没有载明。'
        WHEN obstacle = 'x_unpriced' THEN '有的有效投标没有报价、币种或投标人。'
        WHEN obstacle = 'x_currencies' THEN '报价币种不一。'
        WHEN obstacle = 'x_winner_without_bid' THEN '找不到中标人的投标。'
        ELSE '可比的竞争太少，推算不出界限。'
    END AS note_zh,
    CASE
        WHEN outcome <> 'cannot_judge' THEN ''
        WHEN obstacle = 'x_no_bids' THEN 'No valid bid is on record.'
        WHEN obstacle = 'x_no_award' THEN 'There is no award, or its lot does not match the bids.'
        WHEN obstacle = 'x_several_winners' THEN 'One lot has several awards, or the winner is not named.'
        WHEN obstacle = 'x_unpriced' THEN 'A valid bid lacks its price, currency or bidder.'
        WHEN obstacle = 'x_currencies' THEN 'The bids are in different currencies.'
        WHEN obstacle = 'x_winner_without_bid' THEN 'The winner has no bid on record.'
        ELSE 'Too few comparable contests to compute a line.'
    END AS note_en
FROM judged
