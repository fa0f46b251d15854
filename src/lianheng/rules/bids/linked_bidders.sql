/*
id: bids.linked_bidders
title: {zh: 投标人之间有控制关系或同一住所, en: Bidders under one control}
subject: bids
severity: red
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第三十四条, from: 2012-02-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第十八条, from: 2015-03-01, mark: L}
why:
  zh: 单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段的投标。
  en: Firms with one head, or one holding or managing the other, may not bid in one lot.
message:
  zh: "{supplier}与同一标段的其他投标人负责人、股东或住所相同（{trait_zh}：{value}），共{bidders}家，如{one}、{another}。"
  en: "{supplier} shares a head, holder or address with other bidders of the same lot ({trait_en}: {value}); {bidders} in all, such as {one} and {another}."
parameters:
  ignored_holders:
    default: 国有资产监督管理|国资委|财政部|财政厅|财政局|人民政府
    zh: 含这些字样的股东不算控制（同为国有不等于有关联）
    en: Holders whose name contains one of these do not count, state ownership alone is no link
  address_length: {default: 8, zh: 住所少于这么多字的不比较, en: Addresses shorter than this are not compared}
exclusions:
  zh: 受邀未投的；同一标段没有别的投标人的。
  en: Those invited that did not bid; no other bidder in the same lot.
assumptions:
  zh: 法定代表人、股东和单位自身名称放在一起比较，所以一家是另一家的股东也查得出；没有持股比例，是否控股请核对。住所去掉空格后完全相同才算。
  en: Legal representatives, shareholders and the firms' own names are compared together, so that one holding the other is found too; shares are not known, so check for control. Addresses must agree fully but for spaces.
since: 0.1.0
*/
WITH registered AS (
    SELECT supplier_id, 'controller' AS trait, REPLACE(legal_rep, ' ', '') AS value
    FROM suppliers
    UNION ALL
    SELECT supplier_id, 'controller', REPLACE(name, ' ', '')
    FROM suppliers
    WHERE legal_rep IS NOT NULL OR shareholders IS NOT NULL
    UNION ALL
    -- a percentage in brackets after the holder's name is dropped
    SELECT s.supplier_id, 'controller', REGEXP_REPLACE(REPLACE(h.holder, ' ', ''), '[（(][0-9.]+[%％][)）]$', '')
    FROM suppliers AS s
    CROSS JOIN UNNEST(STRING_SPLIT(TRANSLATE(s.shareholders, ';；、，,/', '||||||'), '|')) AS h(holder)
    UNION ALL
    SELECT supplier_id, 'address', REPLACE(address, ' ', '')
    FROM suppliers
),
offers AS (
    SELECT
        bid_id, procurement_id || '|' || COALESCE(lot, '') AS contest, supplier_id, supplier,
        REPLACE(legal_rep, ' ', '') AS legal_rep, REPLACE(address, ' ', '') AS address
    FROM bids
    WHERE COALESCE(status, 'pending') <> 'invited'
),
every_trait AS (
    SELECT bid_id, contest, supplier_id, supplier, 'controller' AS trait, legal_rep AS value
    FROM offers
    UNION ALL
    SELECT bid_id, contest, supplier_id, supplier, 'address', address
    FROM offers
    UNION ALL
    SELECT o.bid_id, o.contest, o.supplier_id, o.supplier, r.trait, r.value
    FROM offers AS o
    JOIN registered AS r ON r.supplier_id = o.supplier_id
),
traits AS (
    SELECT bid_id, contest, supplier_id, supplier, trait, value
    FROM every_trait
    WHERE value <> '' AND CASE
        WHEN trait = 'address' THEN LENGTH(value) >= $address_length
        ELSE $ignored_holders = '' OR NOT REGEXP_MATCHES(value, $ignored_holders)
    END
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
    CASE h.trait WHEN 'address' THEN '住所' ELSE '负责人或股东' END AS trait_zh,
    CASE h.trait WHEN 'address' THEN 'address' ELSE 'head or holder' END AS trait_en
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.contest = o.contest
LEFT JOIN comparable AS c ON c.bid_id = b.bid_id
LEFT JOIN hits AS h ON h.bid_id = b.bid_id AND h.place = 1
