/*
id: payments.over_contract
title: {zh: 超合同付款, en: Paid more than the contract}
subject: payments
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 累计付款超过合同价和补充金额，多出的部分没有依据。
  en: What is paid beyond the contract and its supplements has nothing to rest on.
message:
  zh: "合同{contract_id}总价{ceiling}元（含变更），到{paid_on}已累计付{payee}{paid_so_far}元，超出{excess}元；本笔{paid}元。"
  en: "Contract {contract_id} comes to {ceiling} yuan with its changes; by {paid_on}, {payee} had received {paid_so_far} yuan, {excess} yuan too much; this payment is {paid} yuan."
exclusions:
  zh: 没有合同的付款，冲销（负数）。
  en: Payments without a contract, reversals (negative amounts).
assumptions:
  zh: 总价为合同金额加变更增减额；最终净额未超过总价的合同，各笔都通过；超过的，从累计超过总价的那一笔起判为不符。写明所冲销付款的冲销直接冲减那一笔。
  en: The ceiling is the contract's amount with its changes. Where the net total stays within it, every payment passes; otherwise payments fail from the one that crosses it on. A reversal that names its payment reduces that payment.
since: 0.1.0
*/
WITH totals AS (
    SELECT contract_id, SUM(amount) AS paid, COUNT(*) - COUNT(amount) AS unknown_amounts
    FROM payments
    WHERE contract_id IS NOT NULL
    GROUP BY contract_id
),
overpaid AS (
    SELECT c.contract_id, c.amount + COALESCE(c.changed_amount, 0) AS ceiling
    FROM contracts AS c
    JOIN totals AS t ON t.contract_id = c.contract_id
    WHERE t.paid > c.amount + COALESCE(c.changed_amount, 0)
),
taken_back AS (
    SELECT p.reverses_id, SUM(p.amount) AS amount
    FROM payments AS p
    WHERE p.reverses_id IS NOT NULL
    GROUP BY p.reverses_id
),
-- A payment of an overpaid contract less what was taken back of it; reversals that name no payment stand for themselves.
net AS (
    SELECT
        p.contract_id, p.payment_id, p.paid_on, o.ceiling,
        p.amount + COALESCE(t.amount, 0) AS amount
    FROM payments AS p
    JOIN overpaid AS o ON o.contract_id = p.contract_id
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    WHERE p.amount IS NOT NULL AND (p.amount > 0 OR p.reverses_id IS NULL)
),
running AS (
    SELECT
        payment_id, ceiling, amount,
        SUM(amount) OVER (
            PARTITION BY contract_id ORDER BY paid_on, payment_id ROWS UNBOUNDED PRECEDING
        ) AS paid_so_far
    FROM net
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 OR p.contract_id IS NULL THEN 'not_applicable'
        WHEN c.amount IS NULL THEN 'cannot_judge'
        WHEN r.amount > 0 AND r.paid_so_far > r.ceiling THEN 'fail'
        WHEN t.unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    LEAST(r.amount, r.paid_so_far - r.ceiling) AS amount,
    p.contract_id AS case_key,
    p.contract_id,
    p.payee,
    p.paid_on,
    p.amount AS paid,
    r.ceiling,
    r.paid_so_far,
    r.paid_so_far - r.ceiling AS excess
FROM payments AS p
LEFT JOIN contracts AS c ON c.contract_id = p.contract_id
LEFT JOIN totals AS t ON t.contract_id = p.contract_id
LEFT JOIN running AS r ON r.payment_id = p.payment_id
