/*
id: supplier.kin_of_staff
title: {zh: 供应商与工作人员有利害关系, en: Supplier linked to staff or kin}
subject: suppliers
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第十二条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第九条, from: 2015-03-01, mark: L}
  - {document: 中华人民共和国公务员法, article: 第七十六条, from: 2019-06-01, mark: L}
why:
  zh: 采购人员或其亲属在供应商任职、持股或有其他利害关系的，应当回避。
  en: Whoever buys, or whose relatives work for or hold shares in a supplier, must stand aside.
message:
  zh: "与{unit}工作人员{person}有关：{how_zh}（{detail}）。请核实是否已回避。"
  en: "Linked to {person} of {unit}: {how_en} ({detail}). Check whether that person stood aside."
parameters: {}
exclusions:
  zh: 与任何单位都没有投标、合同往来的供应商。
  en: Suppliers that neither bid for nor contract with any unit.
assumptions:
  zh: 只比对与该供应商有往来单位的人员；离职、利益终止超过回避年限的不算。姓名相同可能是同名的人，请核实。登记信息（法定代表人、股东、电话、账号）都没有、又没有申报的，无法判断。
  en: Only staff of units the supplier deals with are compared; those who left, and interests that ended, longer ago than the recusal period do not count. An equal name may be another person. Without any registered legal representative, shareholder, phone or account, and without a declaration, it cannot be judged.
since: 0.1.0
*/
WITH deals AS (
    SELECT b.supplier_id, p.unit_id
    FROM bids AS b
    JOIN procurements AS p ON p.procurement_id = b.procurement_id
    UNION
    SELECT supplier_id, unit_id
    FROM contracts
),
traded AS (
    SELECT DISTINCT supplier_id
    FROM deals
),
-- how far back an ended tie still counts
recusal AS (
    SELECT l.unit_id, CAST(run.as_at - INTERVAL 1 YEAR * CAST(l.value AS INTEGER) AS DATE) AS since_on
    FROM limits AS l
    CROSS JOIN run
    WHERE l.limit_id = 'recusal_years' AND run.as_at BETWEEN l.valid_from AND l.valid_to
        -- a supplier belongs to no unit; a run about one unit speaks of that unit's people alone
        AND (run.unit_id IS NULL OR l.unit_id = run.unit_id)
),
staff AS (
    SELECT p.person_id, p.name, p.unit_id, p.phone, p.bank_account, r.since_on
    FROM people AS p
    JOIN recusal AS r ON r.unit_id = p.unit_id
    WHERE p.left_on IS NULL OR p.left_on >= r.since_on
),
declared AS (
    SELECT i.person_id, i.relation, i.relative_name, i.organisation, i.uscc, i.capacity
    FROM interests AS i
    JOIN staff AS s ON s.person_id = i.person_id
    WHERE i.to_on IS NULL OR i.to_on >= s.since_on
),
holders AS (
    SELECT supplier_id, legal_rep AS holder
    FROM suppliers
    WHERE legal_rep IS NOT NULL
    UNION
    SELECT s.supplier_id, REGEXP_REPLACE(TRIM(h.holder), '[（(][0-9.]+[%％][)）]$', '')
    FROM suppliers AS s
    CROSS JOIN UNNEST(STRING_SPLIT(TRANSLATE(s.shareholders, ';；、，,/', '||||||'), '|')) AS h(holder)
),
links AS (
    SELECT s.supplier_id, d.person_id, 1 AS strength, d.organisation AS detail
    FROM suppliers AS s
    JOIN declared AS d ON d.organisation = s.name
    UNION
    SELECT s.supplier_id, d.person_id, 1, d.organisation
    FROM suppliers AS s
    JOIN declared AS d ON d.uscc = COALESCE(s.uscc, s.supplier_id)
    UNION
    SELECT s.supplier_id, t.person_id, 2, '电话 phone'
    FROM suppliers AS s
    JOIN staff AS t ON t.phone = s.phone
    UNION
    SELECT s.supplier_id, t.person_id, 2, '账号 account'
    FROM suppliers AS s
    JOIN staff AS t ON t.bank_account = s.account
    UNION
    SELECT h.supplier_id, t.person_id, 3, h.holder
    FROM holders AS h
    JOIN staff AS t ON t.name = h.holder
    UNION
    SELECT h.supplier_id, d.person_id, 4, h.holder
    FROM holders AS h
    JOIN declared AS d ON d.relative_name = h.holder
),
hits AS (
    SELECT
        l.supplier_id, l.strength, l.detail, t.name AS person, t.unit_id,
        ROW_NUMBER() OVER (PARTITION BY l.supplier_id ORDER BY l.strength, l.person_id, l.detail) AS place
    FROM links AS l
    JOIN staff AS t ON t.person_id = l.person_id
    JOIN deals AS d ON d.supplier_id = l.supplier_id AND d.unit_id = t.unit_id
)
SELECT
    s.supplier_id,
    CASE
        WHEN t.supplier_id IS NULL THEN 'not_applicable'
        WHEN h.supplier_id IS NOT NULL THEN 'fail'
        WHEN COALESCE(s.legal_rep, s.shareholders, s.phone, s.account) IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    s.supplier_id AS case_key,
    h.person, h.unit_id AS unit, h.detail,
    CASE h.strength
        WHEN 1 THEN '本人申报了该单位的任职或持股' WHEN 2 THEN '登记的联系方式与其相同'
        WHEN 3 THEN '法定代表人或股东与其同名' WHEN 4 THEN '法定代表人或股东与其申报的亲属同名'
    END AS how_zh,
    CASE h.strength
        WHEN 1 THEN 'a declared post or holding' WHEN 2 THEN 'the same registered contact'
        WHEN 3 THEN 'a legal representative or shareholder of the same name'
        WHEN 4 THEN 'a legal representative or shareholder named like a declared relative'
    END AS how_en
FROM suppliers AS s
LEFT JOIN traded AS t ON t.supplier_id = s.supplier_id
LEFT JOIN hits AS h ON h.supplier_id = s.supplier_id AND h.place = 1
