/*
id: bids.same_contact
title: {zh: 不同投标人的联系人或电话相同, en: Bidders with one contact}
subject: bids
severity: red
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第四十条, from: 2012-02-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第三十七条, from: 2017-10-01, mark: V}
  - {document: 中华人民共和国政府采购法, article: 第二十五条, from: 2003-01-01, mark: L}
why:
  zh: 不同投标人委托同一单位或者个人办理投标事宜、联系人员为同一人的，视为相互串通投标。
  en: Different bidders acting through one person are deemed to collude.
message:
  zh: "{supplier}与同一采购的其他投标人联系方式相同（{trait_zh}：{value}），共{bidders}家，如{one}、{another}。"
  en: "{supplier} shares a contact with other bidders of the same procurement ({trait_en}: {value}); {bidders} in all, such as {one} and {another}."
parameters:
  ignored_contacts:
    default: 经理|主任|联系|业务|代表|先生|女士|客服|办公室|manager|sales|representa|ventas|contact
    zh: 联系人含这些字样的不是姓名，不比较
    en: A contact containing one of these is no name and not compared
  phone_digits: {default: 7, zh: 电话少于这么多位数字的不比较, en: Phone numbers with fewer digits are not compared}
exclusions:
  zh: 受邀未投的；同一采购没有别的投标人的。
  en: Those invited that did not bid; no other bidder in the same procurement.
assumptions:
  zh: 电话只比数字，分机号和区号写法不同的不一定认得出；联系人只比姓名，同名的请核对是否一人。
  en: Only the digits of a phone number are compared, extensions and area codes may hide a match; contacts are compared by name, check whether it is one person.
since: 0.1.0
*/
WITH offers AS (
    SELECT
        bid_id, procurement_id AS contest, supplier_id, supplier,
        REGEXP_REPLACE(phone, '[^0-9]', '', 'g') AS phone, REPLACE(TRIM(contact), ' ', '') AS contact
    FROM bids
    WHERE COALESCE(status, 'pending') <> 'invited'
),
traits AS (
    SELECT bid_id, contest, supplier_id, supplier, 'contact' AS trait, contact AS value
    FROM offers
    WHERE contact <> '' AND NOT REGEXP_MATCHES(LOWER(contact), $ignored_contacts)
    UNION ALL
    SELECT bid_id, contest, supplier_id, supplier, 'phone' AS trait, phone AS value
    FROM offers
    WHERE LENGTH(phone) >= $phone_digits
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
    CASE h.trait WHEN 'phone' THEN '电话' ELSE '联系人' END AS trait_zh,
    CASE h.trait WHEN 'phone' THEN 'phone' ELSE 'person' END AS trait_en
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN crowds AS w ON w.contest = o.contest
LEFT JOIN comparable AS c ON c.bid_id = b.bid_id
LEFT JOIN hits AS h ON h.bid_id = b.bid_id AND h.place = 1
