/*
id: payments.duplicate_across_units
title: {zh: 同一发票在两个单位或两条指标列支, en: One invoice charged to two units or two budget lines}
subject: payments
severity: orange
basis:
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2024-07-01, mark: L}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
why:
  zh: 一张发票只有一个购买方；在两个单位列支，或在同一单位用两条指标各付一遍，是套取资金的常见做法。
  en: An invoice has one buyer. Charging it to two units, or in full to two budget lines of one unit, is a common way of drawing money out.
message:
  zh: "{payee}发票{invoice_no}由{units}个单位、{lines}条指标列支{times}次，合计{total}元；本笔{unit_id}付{paid}元，{paid_on}，凭证{voucher_no}。"
  en: "Invoice {invoice_no} of {payee} was charged {times} times to {units} units and {lines} lines, {total} yuan in all; this one by {unit_id}, {paid} yuan on {paid_on}, voucher {voucher_no}."
exclusions:
  zh: 冲销（负数）。
  en: Reversals (negative amounts).
assumptions:
  zh: 发票以收款人加号码识别。不同单位之间不论金额；同一单位内金额相同才算重复，金额不同视为一张发票按比例分摊。写明被冲销的付款和能对上的无编号冲销已扣除。
  en: An invoice is known by payee and number. Between units any amount counts; within a unit only equal amounts do, since unequal ones are one invoice shared out. Payments taken back are left out.
since: 0.1.0
*/
WITH repeated AS (
    SELECT invoice_no
    FROM payments
    WHERE amount > 0
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
    SELECT DISTINCT unit_id, payee, invoice_no, -amount AS amount
    FROM payments
    WHERE amount < 0 AND reverses_id IS NULL
),
standing AS (
    SELECT p.payment_id, p.unit_id, p.line_id, p.payee, p.invoice_no, p.amount, p.paid_on
    FROM payments AS p
    JOIN repeated AS r ON r.invoice_no = p.invoice_no
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    LEFT JOIN loose_reversals AS x
        ON x.unit_id = p.unit_id AND x.payee = p.payee AND x.invoice_no = p.invoice_no AND x.amount = p.amount
    WHERE p.amount > 0 AND p.amount + COALESCE(t.amount, 0) > 0 AND x.unit_id IS NULL
),
between_units AS (
    SELECT payee, invoice_no
    FROM standing
    GROUP BY payee, invoice_no
    HAVING MIN(unit_id) <> MAX(unit_id)
),
between_lines AS (
    SELECT payee, invoice_no, unit_id, amount
    FROM standing
    GROUP BY payee, invoice_no, unit_id, amount
    HAVING MIN(line_id) <> MAX(line_id)
),
caught AS (
    SELECT s.payment_id, s.unit_id, s.line_id, s.payee, s.invoice_no, s.amount, s.paid_on
    FROM standing AS s
    LEFT JOIN between_units AS u ON u.payee = s.payee AND u.invoice_no = s.invoice_no
    LEFT JOIN between_lines AS l
        ON l.payee = s.payee AND l.invoice_no = s.invoice_no AND l.unit_id = s.unit_id AND l.amount = s.amount
    WHERE u.payee IS NOT NULL OR l.payee IS NOT NULL
),
totals AS (
    SELECT
        payee, invoice_no,
        COUNT(DISTINCT unit_id) AS units, COUNT(DISTINCT line_id) AS lines, COUNT(*) AS times, SUM(amount) AS total
    FROM caught
    GROUP BY payee, invoice_no
),
turns AS (
    SELECT
        c.payment_id, t.units, t.lines, t.times, t.total,
        ROW_NUMBER() OVER (PARTITION BY c.payee, c.invoice_no ORDER BY c.paid_on, c.payment_id) AS turn
    FROM caught AS c
    JOIN totals AS t ON t.payee = c.payee AND t.invoice_no = c.invoice_no
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN t.payment_id IS NOT NULL THEN 'fail'
        WHEN p.invoice_no IS NULL OR p.payee IS NULL OR p.unit_id IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN t.turn > 1 THEN p.amount END AS amount,
    CASE WHEN t.payment_id IS NULL THEN p.payment_id ELSE p.payee || '|' || p.invoice_no END AS case_key,
    p.payee,
    p.invoice_no,
    p.unit_id,
    p.amount AS paid,
    p.paid_on,
    p.voucher_no,
    t.units,
    t.lines,
    t.times,
    t.total
FROM payments AS p
LEFT JOIN turns AS t ON t.payment_id = p.payment_id
