/*
id: payments.over_claim
title: {zh: 超报销单付款, en: Paid more than the claim}
subject: payments
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 报销单批准多少就付多少；先付了一部分再付全额，或同一张单付两次，多出的钱没有批准。
  en: A claim is paid as far as it was approved. A part paid before and the whole paid after, or one claim paid twice, is money nobody approved.
message:
  zh: "报销单{claim_id}合计{ceiling}元，到{paid_on}已累计支付{paid_so_far}元，超出{excess}元；本笔{paid}元。"
  en: "Claim {claim_id} comes to {ceiling} yuan; by {paid_on} {paid_so_far} yuan had been paid, {excess} yuan too much; this payment is {paid} yuan."
exclusions:
  zh: 不属于报销单的付款，冲销（负数）。
  en: Payments of no claim, reversals (negative amounts).
assumptions:
  zh: 预付、补付和多种方式支付的合并计算；最终净额未超过报销单合计的，各笔都通过；超过的，从累计超过的那一笔起判为不符。写明所冲销付款的冲销直接冲减那一笔。
  en: Advances, balances and payments by several methods count together. Where the net total stays within the claim, every payment passes; otherwise payments fail from the one that crosses it on. A reversal that names its payment reduces that payment.
since: 0.1.0
*/
WITH totals AS (
    SELECT claim_id, SUM(amount) AS paid, COUNT(*) - COUNT(amount) AS unknown_amounts
    FROM payments
    WHERE claim_id IS NOT NULL
    GROUP BY claim_id
),
overpaid AS (
    SELECT c.claim_id, c.total AS ceiling
    FROM claims AS c
    JOIN totals AS t ON t.claim_id = c.claim_id
    WHERE t.paid > c.total
),
taken_back AS (
    SELECT p.reverses_id, SUM(p.amount) AS amount
    FROM payments AS p
    WHERE p.reverses_id IS NOT NULL
    GROUP BY p.reverses_id
),
-- A payment of an overpaid claim less what was taken back of it; reversals that name no payment stand for themselves.
net AS (
    SELECT
        p.claim_id, p.payment_id, p.paid_on, o.ceiling,
        p.amount + COALESCE(t.amount, 0) AS amount
    FROM payments AS p
    JOIN overpaid AS o ON o.claim_id = p.claim_id
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    WHERE p.amount IS NOT NULL AND (p.amount > 0 OR p.reverses_id IS NULL)
),
running AS (
    SELECT
        payment_id, ceiling, amount,
        SUM(amount) OVER (
            PARTITION BY claim_id ORDER BY paid_on, payment_id ROWS UNBOUNDED PRECEDING
        ) AS paid_so_far
    FROM net
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 OR p.claim_id IS NULL THEN 'not_applicable'
        WHEN c.total IS NULL THEN 'cannot_judge'
        WHEN r.amount > 0 AND r.paid_so_far > r.ceiling THEN 'fail'
        WHEN t.unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    LEAST(r.amount, r.paid_so_far - r.ceiling) AS amount,
    p.claim_id AS case_key,
    p.claim_id,
    p.paid_on,
    p.amount AS paid,
    r.ceiling,
    r.paid_so_far,
    r.paid_so_far - r.ceiling AS excess
FROM payments AS p
LEFT JOIN claims AS c ON c.claim_id = p.claim_id
LEFT JOIN totals AS t ON t.claim_id = p.claim_id
LEFT JOIN running AS r ON r.payment_id = p.payment_id
