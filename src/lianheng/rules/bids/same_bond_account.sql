/*
id: bids.same_bond_account
title: {zh: 不同投标人的保证金出自同一账户, en: Bonds from one account}
subject: bids
severity: red
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第四十条, from: 2012-02-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第三十七条, from: 2017-10-01, mark: V}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 不同投标人的投标保证金从同一单位或者个人的账户转出的，视为相互串通投标。
  en: Bonds of different bidders from one account are deemed collusion.
message:
  zh: "{supplier}与同一采购的其他投标人保证金转出账户相同（{trait_zh}：{value}），共{bidders}家，如{one}、{another}。"
  en: "{supplier} shares the account its bond came from with other bidders of the same procurement ({trait_en}: {value}); {bidders} in all, such as {one} and {another}."
parameters: {}
exclusions:
  zh: 受邀未投的；同一采购没有别的投标人的。
  en: Those invited that did not bid; no other bidder in the same procurement.
assumptions:
  zh: 账号只比数字和字母。由保险或担保机构出具保函的，请填投标人自己的账户或留空。
  en: Only letters and digits of an account are compared. Where a guarantee was given instead, enter the bidder's own account or leave it empty.
since: 0.1.0
*/
WITH offers AS (
    SELECT
        bid_id, procurement_id AS contest, supplier_id, supplier,
        UPPER(REGEXP_REPLACE(bond_account, '[^0-9A-Za-z]', '', 'g')) AS account
    FROM bids
    WHERE COALESCE(status, 'pending') <> 'invited'
),
traits AS (
    SELECT bid_id, contest, supplier_id, supplier, 'account' AS trait, account AS value
    FROM offers
    WHERE account <> ''
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
    '账户' AS trait_zh,
    'account' AS trait_en
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.contest = o.contest
LEFT JOIN comparable AS c ON c.bid_id = b.bid_id
LEFT JOIN hits AS h ON h.bid_id = b.bid_id AND h.place = 1
