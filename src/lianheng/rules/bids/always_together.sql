/*
id: bids.always_together
title: {zh: 总是一起投标, en: Bidders always together}
subject: bids
severity: yellow
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第三十九条, from: 2012-02-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第七十四条, from: 2015-03-01, mark: L}
why:
  zh: 几家供应商总是结伴出现，可能约好了谁中标、谁陪标。
  en: Suppliers that always turn up together may have settled who wins and who keeps company.
message:
  zh: "{supplier}与{partner}共同参加{met}次采购，占两家参加总数{together}次的{share:%}，界限{line:%}。"
  en: "{supplier} and {partner} met in {met} procurements, {share:%} of the {together} that either entered; the line is {line:%}."
parameters:
  meetings: {default: 5, zh: 至少共同参加几次, en: Fewest procurements entered together}
  line: {default: 0.8, zh: 共同参加的占两家参加总数的比例达到多少, en: Share of all that either entered from which the flag is raised}
  crowd: {default: 50, zh: 投标人多于这个数的采购不计（入围、征集类）, en: Procurements with more bidders do not count (pools and lists)}
exclusions:
  zh: 受邀未投和撤回的；参加次数不够的供应商；没有别的投标人或投标人太多的采购。
  en: Invited and withdrawn bids; suppliers that entered too few procurements; no other bidder, or too many.
assumptions:
  zh: 当地能做的就那几家时也会总在一起，请结合报价和中标结果看。
  en: Where only a few firms can do the work they meet all the time; look at prices and winners as well.
since: 0.1.0
*/
WITH entries AS (
    SELECT DISTINCT procurement_id, supplier_id
    FROM bids
    WHERE COALESCE(status, 'pending') NOT IN ('invited', 'withdrawn')
),
crowds AS (
    SELECT procurement_id, COUNT(*) AS bidders
    FROM entries
    GROUP BY procurement_id
    HAVING COUNT(*) BETWEEN 2 AND $crowd
),
entered AS (
    SELECT e.supplier_id, COUNT(*) AS procurements
    FROM entries AS e
    JOIN crowds AS c ON c.procurement_id = e.procurement_id
    GROUP BY e.supplier_id
    HAVING COUNT(*) >= $meetings
),
-- only suppliers that could have met often enough are paired
frequent AS (
    SELECT e.procurement_id, e.supplier_id, n.procurements
    FROM entries AS e
    JOIN crowds AS c ON c.procurement_id = e.procurement_id
    JOIN entered AS n ON n.supplier_id = e.supplier_id
),
pairs AS (
    SELECT
        a.supplier_id, o.supplier_id AS partner_id, COUNT(*) AS met,
        MAX(a.procurements) + MAX(o.procurements) - COUNT(*) AS together
    FROM frequent AS a
    JOIN frequent AS o ON o.procurement_id = a.procurement_id
    WHERE o.supplier_id <> a.supplier_id
    GROUP BY a.supplier_id, o.supplier_id
    HAVING COUNT(*) >= $meetings AND COUNT(*) >= $line * (MAX(a.procurements) + MAX(o.procurements) - COUNT(*))
),
-- the companions that are in this procurement too
here AS (
    SELECT
        a.procurement_id, a.supplier_id, p.partner_id, p.met, p.together,
        MIN(p.partner_id) OVER (PARTITION BY a.procurement_id, a.supplier_id) AS first_partner_id,
        ROW_NUMBER() OVER (
            PARTITION BY a.procurement_id, a.supplier_id ORDER BY p.met DESC, p.partner_id
        ) AS place
    FROM frequent AS a
    JOIN pairs AS p ON p.supplier_id = a.supplier_id
    JOIN frequent AS o ON o.procurement_id = a.procurement_id AND o.supplier_id = p.partner_id
),
names AS (
    SELECT supplier_id, MIN(supplier) AS name
    FROM bids
    GROUP BY supplier_id
)
SELECT
    b.bid_id,
    CASE
        WHEN b.status IN ('invited', 'withdrawn') OR c.procurement_id IS NULL THEN 'not_applicable'
        WHEN n.supplier_id IS NULL THEN 'not_applicable'
        WHEN h.supplier_id IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    CASE
        WHEN h.supplier_id IS NULL THEN b.bid_id
        WHEN h.first_partner_id < b.supplier_id THEN h.first_partner_id
        ELSE b.supplier_id
    END AS case_key,
    b.supplier, m.name AS partner, h.met, h.together,
    CAST(h.met AS DOUBLE) / h.together AS share, $line AS line
FROM bids AS b
LEFT JOIN crowds AS c ON c.procurement_id = b.procurement_id
LEFT JOIN entered AS n ON n.supplier_id = b.supplier_id
LEFT JOIN here AS h ON h.procurement_id = b.procurement_id AND h.supplier_id = b.supplier_id AND h.place = 1
LEFT JOIN names AS m ON m.supplier_id = h.partner_id
