/*
id: payments.round_amounts
title: {zh: 整数金额过多, en: Too many round amounts}
subject: payments
severity: blue
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用测试（金额为整千、整万）, mark: K}
why:
  zh: 真实的采购很少正好是整千；一个收款人的整数付款远多于同单位其他收款人，往往是凑出来、估出来的金额。
  en: Real purchases seldom come to whole thousands. A payee with far more round amounts than the unit's others often got made-up or estimated sums.
message:
  zh: "付{payee}的{payments}笔中{rounds}笔为{multiple}元的整倍数，占{share:%}；本单位其他收款人占{usual_share:%}。本笔{paid}元，{paid_on}。"
  en: "{rounds} of {payments} payments to {payee} are multiples of {multiple} yuan, {share:%}; for the unit's other payees it is {usual_share:%}. This one is {paid} yuan on {paid_on}."
parameters:
  multiple: {default: 1000, zh: 多少元的整倍数算整数, en: Multiples of how many yuan are round}
  ratio: {default: 3, zh: 整数占比超过其他收款人的几倍, en: How many times the share of the other payees}
  enough: {default: 10, zh: 一个收款人至少多少笔, en: Least number of payments to a payee}
  least_rounds: {default: 5, zh: 整数付款至少多少笔, en: Least number of round payments}
exclusions:
  zh: 冲销（负数）；付款笔数不足、无从比较的收款人的整数付款；本单位没有其他收款人可比的。
  en: Reversals; round payments to payees with too few payments to compare, or where the unit has no other payees.
assumptions:
  zh: 只统计达到整倍数一倍以上的付款；其他收款人指同一单位除该收款人外的全部付款。房租、定额补助等整数付款正常，本项只作记录。
  en: Only payments of at least one multiple are counted; the other payees are all other payments of the unit. Rents and fixed grants are round by nature, so the finding is only recorded.
since: 0.1.0
*/
WITH round_payees AS (
    SELECT unit_id, payee, COUNT(*) AS rounds
    FROM payments
    WHERE amount >= $multiple AND amount % $multiple = 0
    GROUP BY unit_id, payee
    HAVING COUNT(*) >= $least_rounds
),
counted AS (
    SELECT p.unit_id, p.payee, r.rounds, COUNT(*) AS payments
    FROM payments AS p
    JOIN round_payees AS r ON r.unit_id = p.unit_id AND r.payee = p.payee
    WHERE p.amount >= $multiple
    GROUP BY p.unit_id, p.payee, r.rounds
),
unit_totals AS (
    SELECT unit_id, COUNT(*) AS payments, SUM(CASE WHEN amount % $multiple = 0 THEN 1 ELSE 0 END) AS rounds
    FROM payments
    WHERE amount >= $multiple AND payee IS NOT NULL
    GROUP BY unit_id
),
compared AS (
    SELECT
        c.unit_id, c.payee, c.payments, c.rounds,
        u.payments - c.payments AS other_payments,
        u.rounds - c.rounds AS other_rounds
    FROM counted AS c
    JOIN unit_totals AS u ON u.unit_id = c.unit_id
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.unit_id IS NULL OR p.payee IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN c.payee IS NULL THEN 'pass'
        WHEN c.payments < $enough OR c.other_payments = 0 THEN 'not_applicable'
        WHEN c.rounds * c.other_payments > $ratio * c.other_rounds * c.payments THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.unit_id || '|' || p.payee AS case_key,
    p.payee,
    p.amount AS paid,
    p.paid_on,
    $multiple AS multiple,
    c.payments,
    c.rounds,
    c.rounds * 1.0E0 / c.payments AS share,
    c.other_rounds * 1.0E0 / NULLIF(c.other_payments, 0) AS usual_share
FROM payments AS p
-- Only round payments look for their payee; the others find none and pass.
LEFT JOIN compared AS c
    ON c.unit_id = p.unit_id AND c.payee = CASE WHEN p.amount % $multiple = 0 THEN p.payee END
