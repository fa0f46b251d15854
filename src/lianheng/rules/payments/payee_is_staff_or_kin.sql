/*
id: payments.payee_is_staff_or_kin
title: {zh: 收款人是本单位人员或其亲属、关联企业, en: Payee is staff, kin or their firm}
subject: payments
severity: red
basis:
  - {document: 中华人民共和国公务员法, article: 第七十四条、第七十六条, from: 2019-06-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 公款付给本单位人员、其亲属或他们任职持股的企业，必须有人回避、有理由可查。
  en: Public money paid to the unit's own people, their kin or the firms these serve or own needs recusal and a reason on record.
message:
  zh: "{paid_on}付{payee}{amount}元：{finding_zh}（{person}）。"
  en: "{amount} yuan paid to {payee} on {paid_on}: {finding_en} ({person})."
parameters:
  own_codes:
    default: "301,303"
    zh: 本来付给本单位人员的支出（经济分类前三位，逗号分开）
    en: What is due to the unit's own people (first three digits of the economic code, comma between)
exclusions:
  zh: 冲销（负数）。付给本人的报销、工资福利和补助不算。
  en: Reversals. Claims, wages and benefits paid to the person concerned do not count.
assumptions:
  zh: 只看付款单位自己的人员；亲属只是普通职工的单位不算。企业按信用代码、名称与申报的任职持股单位相符（在申报的期间内），或其法定代表人、股东与本单位人员或申报的亲属同名；同名可能是巧合，由人核对。
  en: Only the paying unit's own people count; a firm where kin are mere employees does not. A firm is theirs when code or name is that of a declared one within its dates, or when its legal representative or a shareholder has the name of one of them or of declared kin. Equal names may be chance and must be checked.
since: 0.1.0
*/
WITH staff AS (
    SELECT person_id, name, unit_id, bank_account, joined_on, COALESCE(left_on, DATE '9999-12-31') AS left_on
    FROM people
    WHERE unit_id IS NOT NULL
),
kin AS (
    SELECT
        s.unit_id, s.name AS person, i.relative_name, i.organisation, i.uscc, i.relation,
        -- Kin who merely work somewhere do not make that employer a related firm.
        i.relation = 'self' OR i.capacity IS NULL OR i.capacity <> 'employee' AS is_close,
        COALESCE(i.from_on, DATE '0001-01-01') AS from_on,
        COALESCE(i.to_on, DATE '9999-12-31') AS to_on
    FROM interests AS i
    JOIN staff AS s ON s.person_id = i.person_id
),
-- The people behind each firm: its legal representative and its shareholders, their shares in brackets dropped.
behind_firms AS (
    SELECT COALESCE(uscc, supplier_id) AS uscc, name AS firm, legal_rep AS owner
    FROM suppliers
    WHERE legal_rep IS NOT NULL
    UNION ALL
    SELECT
        COALESCE(uscc, supplier_id) AS uscc, name AS firm,
        UNNEST(STRING_SPLIT(TRANSLATE(REGEXP_REPLACE(shareholders, '[(（][^)）]*[)）]', '', 'g'), '；，、, ', ';;;;'), ';')) AS owner
    FROM suppliers
    WHERE shareholders IS NOT NULL
),
firms_of_people AS (
    SELECT b.uscc, b.firm, s.unit_id, s.name AS person, s.joined_on AS from_on, s.left_on AS to_on, 'owner' AS link
    FROM behind_firms AS b
    JOIN staff AS s ON s.name = b.owner
    UNION ALL
    SELECT b.uscc, b.firm, k.unit_id, k.person, k.from_on, k.to_on, 'kin_owner' AS link
    FROM behind_firms AS b
    JOIN kin AS k ON k.relative_name = b.owner
),
by_name AS (
    SELECT unit_id, organisation AS payee, person, from_on, to_on, 'declared' AS link FROM kin WHERE is_close
    UNION ALL
    SELECT unit_id, relative_name AS payee, person, from_on, to_on, 'kin' AS link FROM kin WHERE relation <> 'self'
    UNION ALL
    SELECT unit_id, firm AS payee, person, from_on, to_on, link FROM firms_of_people
    UNION ALL
    SELECT unit_id, name AS payee, name AS person, joined_on AS from_on, left_on AS to_on, 'self' AS link FROM staff
),
by_code AS (
    SELECT unit_id, uscc, person, from_on, to_on, 'declared' AS link FROM kin WHERE is_close AND uscc IS NOT NULL
    UNION ALL
    SELECT unit_id, uscc, person, from_on, to_on, link FROM firms_of_people
),
matches AS (
    SELECT p.payment_id, l.person, l.link, p.claim_id, p.economic_code
    FROM payments AS p
    JOIN by_name AS l ON l.unit_id = p.unit_id AND l.payee = p.payee
    WHERE p.amount > 0 AND p.paid_on BETWEEN l.from_on AND l.to_on
    UNION ALL
    SELECT p.payment_id, l.person, l.link, p.claim_id, p.economic_code
    FROM payments AS p
    JOIN by_code AS l ON l.unit_id = p.unit_id AND l.uscc = p.payee_uscc
    WHERE p.amount > 0 AND p.paid_on BETWEEN l.from_on AND l.to_on
    UNION ALL
    SELECT p.payment_id, s.name AS person, 'self' AS link, p.claim_id, p.economic_code
    FROM payments AS p
    JOIN staff AS s ON s.unit_id = p.unit_id AND s.bank_account = p.payee_account
    WHERE p.amount > 0 AND p.paid_on BETWEEN s.joined_on AND s.left_on
),
ranked AS (
    SELECT
        payment_id, person,
        CASE link WHEN 'declared' THEN 1 WHEN 'kin' THEN 2 WHEN 'owner' THEN 3 WHEN 'kin_owner' THEN 4 ELSE 5 END AS link
    FROM matches
    WHERE link <> 'self'
        OR (claim_id IS NULL
            AND COALESCE(STRPOS(',' || $own_codes || ',', ',' || SUBSTR(economic_code, 1, 3) || ','), 0) = 0)
),
links AS (
    -- The nearest tie, and the person whose tie it is.
    SELECT payment_id, person, link, ROW_NUMBER() OVER (PARTITION BY payment_id ORDER BY link, person) AS nearness
    FROM ranked
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.payee IS NULL OR p.unit_id IS NULL OR p.paid_on IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN l.link < 5 THEN 'fail'
        WHEN l.link = 5 AND p.economic_code IS NULL THEN 'cannot_judge'
        WHEN l.link = 5 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.unit_id || '|' || p.payee AS case_key,
    p.payee,
    p.paid_on,
    l.person,
    CASE l.link
        WHEN 1 THEN '收款单位是其申报的任职或持股单位'
        WHEN 2 THEN '收款人与其申报的亲属同名'
        WHEN 3 THEN '收款单位的法定代表人或股东与其同名'
        WHEN 4 THEN '收款单位的法定代表人或股东与其申报的亲属同名'
        WHEN 5 THEN '收款人或收款账号是本单位人员，又不是报销、工资和补助'
        ELSE '收款人、单位、日期或金额不明'
    END AS finding_zh,
    CASE l.link
        WHEN 1 THEN 'the payee is a firm that this person declared'
        WHEN 2 THEN 'the payee has the name of declared kin of this person'
        WHEN 3 THEN 'the legal representative or a shareholder has the name of this person'
        WHEN 4 THEN 'the legal representative or a shareholder has the name of declared kin of this person'
        WHEN 5 THEN 'payee or account is one of the unit''s people, and it is no claim, wage or benefit'
        ELSE 'payee, unit, day or amount is unknown'
    END AS finding_en
FROM payments AS p
LEFT JOIN links AS l ON l.payment_id = p.payment_id AND l.nearness = 1
