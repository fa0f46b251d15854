/*
id: bids.low_variation
title: {zh: 投标报价过于集中, en: Prices vary too little}
subject: bids
severity: yellow
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第三十九条、第四十条, from: 2012-02-01, mark: L}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 各家独立算价总有高低，报价挤在一起可能商量过。
  en: Prices worked out separately spread; a tight cluster may have been agreed.
message:
  zh: "同一标段{bidders}家报价的变异系数{cv_percent}%，界限{line_percent}%；同类{market}次竞争中第{market_place}集中；极差{spd_percent}%，次低比最低高{diffp_percent}%，相对距离{rd}，偏度{skewness}，峰度{kurtosis}。"
  en: "The {bidders} prices of the lot have a coefficient of variation of {cv_percent}%, the line is {line_percent}%; number {market_place} of the tightest among {market} contests of the kind; spread {spd_percent}%, second over lowest {diffp_percent}%, relative distance {rd}, skewness {skewness}, kurtosis {kurtosis}."
parameters:
  line: {default: 0.005, zh: 变异系数低于多少才报, en: Coefficient of variation below which the flag is raised}
  minimum_bidders: {default: 3, zh: 至少几家报价才判断, en: Fewest bidders with a price}
  lowest_share: {default: 0.02, zh: 同类竞争足够多时，还要排在最集中的这个比例内, en: "Where there are enough contests of the kind, the share of the tightest it must be among"}
  market_contests: {default: 50, zh: 同类竞争多少次才算足够多, en: Contests of a kind that are enough}
exclusions:
  zh: 受邀未投和撤回的；同一标段投标人太少的。
  en: Invited and withdrawn bids; lots with too few bidders.
assumptions:
  zh: 每家取最低报价；按标段、币种分别看。变异系数为样本标准差除以均值，极差为最高减最低除以最低，相对距离为次低与最低之差除以其余报价的标准差，偏度、峰度按总体矩计（峰度减3）。限价收得很紧、按基准价评分的工程本来就集中，所以同类（货物、服务、工程）竞争足够多时只报其中最集中的。
  en: Each bidder counts with its lowest price; each lot and currency by itself. The coefficient is the sample deviation over the mean, the spread highest less lowest over the lowest, the relative distance the gap of the two lowest over the deviation of all but the lowest; skewness and kurtosis (less 3) by population moments. Works with a tight ceiling or scored against a reference price cluster by nature, so where there are enough contests of a kind (goods, services, works) only the tightest are flagged.
since: 0.1.0
*/
WITH offers AS (
    SELECT bid_id, procurement_id, COALESCE(lot, '') AS lot, supplier_id, amount, COALESCE(currency, '') AS currency
    FROM bids
    WHERE COALESCE(status, 'pending') NOT IN ('invited', 'withdrawn')
),
crowds AS (
    SELECT procurement_id, lot, COUNT(DISTINCT supplier_id) AS bidders
    FROM offers
    GROUP BY procurement_id, lot
),
prices AS (
    SELECT procurement_id, lot, currency, supplier_id, CAST(MIN(amount) AS DOUBLE) AS price
    FROM offers
    WHERE amount > 0
    GROUP BY procurement_id, lot, currency, supplier_id
),
placed AS (
    SELECT
        *,
        price / AVG(price) OVER (PARTITION BY procurement_id, lot, currency) AS relative,
        ROW_NUMBER() OVER (PARTITION BY procurement_id, lot, currency ORDER BY price, supplier_id) AS place
    FROM prices
),
screens AS (
    SELECT
        procurement_id, lot, currency, COUNT(*) AS bidders,
        STDDEV_SAMP(relative) AS cv,
        MAX(price) / MIN(price) - 1 AS spd,
        MAX(CASE WHEN place = 2 THEN price END) / MIN(price) - 1 AS diffp,
        (MAX(CASE WHEN place = 2 THEN relative END) - MIN(relative))
            / NULLIF(STDDEV_SAMP(CASE WHEN place > 1 THEN relative END), 0) AS rd,
        AVG((relative - 1) * (relative - 1)) AS second_moment,
        AVG((relative - 1) * (relative - 1) * (relative - 1)) AS third_moment,
        AVG((relative - 1) * (relative - 1) * (relative - 1) * (relative - 1)) AS fourth_moment
    FROM placed
    GROUP BY procurement_id, lot, currency
    HAVING COUNT(*) >= $minimum_bidders
),
ranked AS (
    SELECT
        s.*,
        COUNT(*) OVER (PARTITION BY p.kind) AS market,
        RANK() OVER (PARTITION BY p.kind ORDER BY s.cv) AS market_place
    FROM screens AS s
    LEFT JOIN procurements AS p ON p.procurement_id = s.procurement_id
)
SELECT
    b.bid_id,
    CASE
        WHEN o.bid_id IS NULL OR w.bidders < $minimum_bidders THEN 'not_applicable'
        WHEN o.amount IS NULL OR o.amount <= 0 OR s.bidders IS NULL THEN 'cannot_judge'
        WHEN s.cv < $line AND (s.market < $market_contests OR s.market_place <= GREATEST(1, $lowest_share * s.market))
            THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    b.procurement_id || '|' || COALESCE(b.lot, '') || '|' || COALESCE(b.currency, '') AS case_key,
    s.bidders, s.cv, s.spd, s.diffp, CAST(s.rd AS DECIMAL(18, 4)) AS rd,
    CAST(s.third_moment / NULLIF(POWER(s.second_moment, 1.5), 0) AS DECIMAL(18, 4)) AS skewness,
    CAST(s.fourth_moment / NULLIF(s.second_moment * s.second_moment, 0) - 3 AS DECIMAL(18, 4)) AS kurtosis,
    s.market, s.market_place,
    CAST(100 * s.cv AS DECIMAL(18, 4)) AS cv_percent, CAST(100 * s.spd AS DECIMAL(18, 4)) AS spd_percent,
    CAST(100 * s.diffp AS DECIMAL(18, 4)) AS diffp_percent, CAST(100 * $line AS DECIMAL(18, 4)) AS line_percent
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.procurement_id = o.procurement_id AND w.lot = o.lot
LEFT JOIN ranked AS s ON s.procurement_id = o.procurement_id AND s.lot = o.lot AND s.currency = o.currency
