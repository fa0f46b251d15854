/*
id: bids.same_machine_or_ip
title: {zh: 不同投标人的机器码或IP相同, en: Bids from one machine or address}
subject: bids
severity: red
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第四十条, from: 2012-02-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第三十七条, from: 2017-10-01, mark: V}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 不同投标人在同一台电脑上编制或从同一网络地址上传投标文件，说明出自同一处。
  en: Bids made on one machine or sent from one address come from one place.
message:
  zh: "{supplier}与同一采购的其他投标人编制或上传的设备相同（{trait_zh}：{value}），共{bidders}家，如{one}、{another}。"
  en: "{supplier} shares the machine or network address with other bidders of the same procurement ({trait_en}: {value}); {bidders} in all, such as {one} and {another}."
parameters:
  ignored_addresses: {default: "127.0.0.1|0.0.0.0|::1", zh: 不比较的IP地址，竖线分隔, en: "Addresses not compared, separated by |"}
  gateway_suppliers: {default: 20, zh: 一个IP被这么多家供应商用过就是公共出口，不比较, en: An address used by this many suppliers is a common gateway and not compared}
exclusions:
  zh: 受邀未投的；同一采购没有别的投标人的。
  en: Those invited that did not bid; no other bidder in the same procurement.
assumptions:
  zh: 机器码比硬件码或加密锁号，不分大小写；IP被很多家供应商用过的多半是交易中心等公共网络，不作依据。
  en: Machine or lock numbers are compared regardless of case; an address used by many suppliers is most likely a public network, such as a trading centre's, and proves nothing.
since: 0.1.0
*/
WITH gateways AS (
    SELECT TRIM(ip) AS ip
    FROM bids
    WHERE ip IS NOT NULL
    GROUP BY TRIM(ip)
    HAVING COUNT(DISTINCT supplier_id) >= $gateway_suppliers
),
offers AS (
    SELECT
        bid_id, procurement_id AS contest, supplier_id, supplier,
        UPPER(TRIM(file_machine)) AS machine, TRIM(ip) AS ip
    FROM bids
    WHERE COALESCE(status, 'pending') <> 'invited'
),
traits AS (
    SELECT bid_id, contest, supplier_id, supplier, 'machine' AS trait, machine AS value
    FROM offers
    WHERE machine <> ''
    UNION ALL
    SELECT o.bid_id, o.contest, o.supplier_id, o.supplier, 'ip' AS trait, o.ip AS value
    FROM offers AS o
    LEFT JOIN gateways AS g ON g.ip = o.ip
    WHERE o.ip <> '' AND g.ip IS NULL AND STRPOS('|' || $ignored_addresses || '|', '|' || o.ip || '|') = 0
),
-- how many bidders of a procurement are known by each trait: what can be compared at all
known AS (
    SELECT contest, trait, COUNT(DISTINCT supplier_id) AS bidders
    FROM traits
    GROUP BY contest, trait
),
comparable AS (
    SELECT DISTINCT t.bid_id
    FROM traits AS t
    JOIN known AS k ON k.contest = t.contest AND k.trait = t.trait
    WHERE k.bidders > 1
),
shared AS (
    SELECT
        contest, trait, value, COUNT(DISTINCT supplier_id) AS bidders,
        MIN(supplier) AS one, MAX(supplier) AS another
    FROM traits
    GROUP BY contest, trait, value
    HAVING COUNT(DISTINCT supplier_id) > 1
),
hits AS (
    SELECT
        t.bid_id, s.trait, s.value, s.bidders, s.one, s.another,
        ROW_NUMBER() OVER (PARTITION BY t.bid_id ORDER BY s.bidders DESC, s.trait, s.value) AS place
    FROM traits AS t
    JOIN shared AS s ON s.contest = t.contest AND s.trait = t.trait AND s.value = t.value
),
crowds AS (
    SELECT contest, COUNT(DISTINCT supplier_id) AS bidders
    FROM offers
    GROUP BY contest
)
SELECT
    b.bid_id,
    CASE
        WHEN o.bid_id IS NULL OR w.bidders < 2 THEN 'not_applicable'
        WHEN h.bid_id IS NOT NULL THEN 'fail'
        WHEN c.bid_id IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    CASE WHEN h.bid_id IS NULL THEN b.bid_id ELSE o.contest || '|' || h.trait || '|' || h.value END AS case_key,
    b.supplier, h.value, h.bidders, h.one, h.another,
    CASE h.trait WHEN 'ip' THEN 'IP地址' ELSE '机器码' END AS trait_zh,
    CASE h.trait WHEN 'ip' THEN 'address' ELSE 'machine' END AS trait_en
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.contest = o.contest
LEFT JOIN comparable AS c ON c.bid_id = b.bid_id
LEFT JOIN hits AS h ON h.bid_id = b.bid_id AND h.place = 1
