/*
id: payments.duplicate_exact
title: {zh: 同一发票重复支付, en: One invoice paid twice}
subject: payments
severity: red
basis:
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2024-07-01, mark: L}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
why:
  zh: 一张发票只能报销一次；同一单位把同一张发票、同一金额付给同一收款人两次，多付的要收回来。
  en: An invoice is paid once. Where one unit paid one payee the same amount for the same invoice twice, the money must come back.
message:
  zh: "{payee}发票{invoice_no}、金额{paid}元已支付{times}次（{first_on}至{last_on}），本笔为第{turn}次，付于{paid_on}，凭证{voucher_no}。"
  en: "Invoice {invoice_no} of {payee} over {paid} yuan was paid {times} times ({first_on} to {last_on}); this is number {turn}, on {paid_on}, voucher {voucher_no}."
exclusions:
  zh: 冲销（负数），低于起点金额的付款。
  en: Reversals (negative amounts) and payments below the line.
assumptions:
  zh: 已冲销的付款不算重复：写明所冲销付款的，扣除那一笔；没有写明的，冲抵同一单位、收款人、发票和金额的一笔。一张发票分次付相同金额的（分期付款），会被列出，由人核对发票总额。
  en: What was taken back is no duplicate. A reversal takes back the payment it names, or else one of the same unit, payee, invoice and amount. Equal instalments of one invoice are listed and must be checked against its total.
since: 0.1.0
*/
WITH repeated AS (
    -- A cheap test that leaves few rows for the exact one: numbers that occur more than once above the lowest line.
    SELECT invoice_no
    FROM payments
    WHERE amount >= (SELECT MIN(value) FROM limits WHERE limit_id = 'duplicate_amount_from')
    GROUP BY invoice_no
    HAVING COUNT(*) > 1
),
taken_back AS (
    SELECT reverses_id, SUM(amount) AS amount
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
loose_reversals AS (
    SELECT unit_id, payee, invoice_no, -amount AS amount, COUNT(*) AS reversals
    FROM payments
    WHERE amount < 0 AND reverses_id IS NULL
    GROUP BY unit_id, payee, invoice_no, amount
),
standing AS (
    SELECT p.payment_id, p.unit_id, p.payee, p.invoice_no, p.amount, p.paid_on
    FROM payments AS p
    JOIN repeated AS r ON r.invoice_no = p.invoice_no
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    WHERE p.amount > 0 AND p.amount + COALESCE(t.amount, 0) > 0
),
alike AS (
    SELECT
        payment_id, unit_id, payee, invoice_no, amount,
        COUNT(*) OVER (PARTITION BY unit_id, payee, invoice_no, amount) AS times,
        ROW_NUMBER() OVER (PARTITION BY unit_id, payee, invoice_no, amount ORDER BY paid_on, payment_id) AS turn,
        MIN(paid_on) OVER (PARTITION BY unit_id, payee, invoice_no, amount) AS first_on,
        MAX(paid_on) OVER (PARTITION BY unit_id, payee, invoice_no, amount) AS last_on
    FROM standing
),
duplicates AS (
    SELECT
        a.payment_id, a.first_on, a.last_on, a.turn,
        a.times - COALESCE(r.reversals, 0) AS times,
        -- The first payment was owed; so was one more for each reversal that does not say what it reverses.
        a.turn > 1 + COALESCE(r.reversals, 0) AS is_excess
    FROM alike AS a
    LEFT JOIN loose_reversals AS r
        ON r.unit_id = a.unit_id AND r.payee = a.payee AND r.invoice_no = a.invoice_no AND r.amount = a.amount
    WHERE a.times - COALESCE(r.reversals, 0) > 1
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN l.value IS NULL THEN 'cannot_judge'
        WHEN p.amount < l.value THEN 'not_applicable'
        WHEN p.invoice_no IS NULL OR p.payee IS NULL THEN 'cannot_judge'
        WHEN d.payment_id IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN d.is_excess THEN p.amount END AS amount,
    CASE
        WHEN d.payment_id IS NULL THEN p.payment_id
        ELSE CONCAT_WS('|', p.unit_id, p.payee, p.invoice_no, CAST(p.amount AS VARCHAR))
    END AS case_key,
    p.payee,
    p.invoice_no,
    p.amount AS paid,
    p.paid_on,
    p.voucher_no,
    d.times,
    d.turn,
    d.first_on,
    d.last_on
FROM payments AS p
LEFT JOIN limits AS l
    ON l.limit_id = 'duplicate_amount_from' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
LEFT JOIN duplicates AS d ON d.payment_id = p.payment_id
