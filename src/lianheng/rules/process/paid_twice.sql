/*
id: process.paid_twice
title: {zh: 同一单据支付两次, en: One claim paid twice}
subject: process_cases
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
why:
  zh: 一张单据在流程里支付了两次，或同一许可下同一金额的两张单据都已支付，很可能重复付款。
  en: A claim paid twice in its course, or two claims of one amount under one permit that were both paid, is probably money paid twice.
message:
  zh: 支付{payments}次；同一许可、同一金额{declared}元且已支付的单据共{same_claims}张。
  en: Paid {payments} times; {same_claims} paid claims of {declared} yuan stand under the same permit.
exclusions:
  zh: 许可本身（一个许可下可有多次报销），以及没有支付的单据。
  en: Permits themselves, which several claims may use, and claims that were not paid.
assumptions:
  zh: 同一许可下同额的单据第一张不算，从第二张起为疑点。
  en: Of several claims of one amount under one permit the first is taken as due, the later ones as suspects.
since: 0.1.0
*/
WITH paid AS (
    SELECT case_id, COUNT(*) AS payments, MIN("at") AS first_paid_at
    FROM process_events
    WHERE outcome = 'paid'
    GROUP BY case_id
),
followed AS (
    SELECT DISTINCT case_id FROM process_events
),
claims_paid AS (
    SELECT
        c.case_id,
        ROW_NUMBER() OVER (
            PARTITION BY c.process, c.permit_id, c.declared ORDER BY p.first_paid_at, c.case_id
        ) AS place,
        COUNT(*) OVER (PARTITION BY c.process, c.permit_id, c.declared) AS same_claims
    FROM process_cases AS c
    JOIN paid AS p ON p.case_id = c.case_id
    WHERE c.permit_id IS NOT NULL AND c.declared > 0 AND c.process <> 'travel_permit'
)
SELECT
    c.case_id,
    CASE
        WHEN c.process = 'travel_permit' THEN 'not_applicable'
        WHEN f.case_id IS NULL THEN 'cannot_judge'
        WHEN p.payments IS NULL THEN 'not_applicable'
        WHEN p.payments > 1 OR s.place > 1 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    c.declared AS amount,
    CASE WHEN s.same_claims > 1 THEN c.permit_id || '|' || CAST(c.declared AS VARCHAR) ELSE c.case_id END AS case_key,
    p.payments, COALESCE(s.same_claims, 1) AS same_claims, c.declared
FROM process_cases AS c
LEFT JOIN followed AS f ON f.case_id = c.case_id
LEFT JOIN paid AS p ON p.case_id = c.case_id
LEFT JOIN claims_paid AS s ON s.case_id = c.case_id
