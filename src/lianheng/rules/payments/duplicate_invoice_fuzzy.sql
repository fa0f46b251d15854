/*
id: payments.duplicate_invoice_fuzzy
title: {zh: 发票号写法不同的重复支付, en: One invoice paid twice under two spellings}
subject: payments
severity: orange
basis:
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2024-07-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 发票号多一个零、把0写成O、错一位数字，系统就认不出是同一张，钱会再付一次。
  en: A leading zero, an O for a 0 or one wrong digit is enough for a system to miss that it is the same invoice, and to pay again.
message:
  zh: "同一单位付{payee}{paid}元，发票号{invoice_no}与{other_no}（{other_on}付）{finding_zh}；本笔{paid_on}，凭证{voucher_no}。"
  en: "{paid} yuan to {payee}: invoice {invoice_no} and {other_no} (paid {other_on}) {finding_en}; this one on {paid_on}, voucher {voucher_no}."
parameters:
  most_alike:
    default: 5
    zh: 同一单位、收款人、金额的付款不超过几笔时才逐对比较号码（更多的是按月、按次的固定付款）
    en: Numbers are compared pair by pair only where unit, payee and amount have at most so many payments (more are regular ones)
  series_digits:
    default: 2
    zh: 只在末尾几位不同的号码视为连号，不视为笔误
    en: Numbers that differ only in so many last places are a series, not a slip
  shortest_number:
    default: 6
    zh: 逐对比较的号码至少几位
    en: Least length of numbers that are compared pair by pair
exclusions:
  zh: 冲销（负数），低于起点金额的付款。号码完全相同的由“同一发票重复支付”判断。
  en: Reversals and payments below the line. Equal numbers are judged by duplicate_exact.
assumptions:
  zh: 号码去掉大小写、分隔符、前导零和末尾一个字母，O作0、I作1后相同，视为同一张；或在规定天数内只差一个字符且不是连号，疑为笔误。要求同一单位、收款人和金额，被冲销的付款除外。
  en: Numbers are one when equal without case, separators, leading zeros and one last letter, O read as 0 and I as 1; or, within the window, when one character differs and they are no series. Unit, payee and amount must be equal; payments taken back are left out.
since: 0.1.0
*/
WITH several_numbers AS (
    -- The same unit paid the same payee the same amount against different numbers.
    SELECT unit_id, payee, amount
    FROM payments
    WHERE amount >= (SELECT MIN(value) FROM limits WHERE limit_id = 'duplicate_amount_from') AND invoice_no IS NOT NULL
    GROUP BY unit_id, payee, amount
    HAVING COUNT(*) > 1
),
taken_back AS (
    SELECT reverses_id, SUM(amount) AS amount
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
standing AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, p.amount, p.paid_on, p.invoice_no,
        TRANSLATE(UPPER(p.invoice_no), 'OI -_/\.,:;#()（）№', '01') AS bare_no
    FROM payments AS p
    JOIN several_numbers AS s ON s.unit_id = p.unit_id AND s.payee = p.payee AND s.amount = p.amount
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    WHERE p.invoice_no IS NOT NULL AND p.amount + COALESCE(t.amount, 0) > 0
),
plain AS (
    SELECT
        payment_id, unit_id, payee, amount, paid_on, invoice_no,
        LTRIM(
            CASE WHEN RIGHT(bare_no, 1) BETWEEN 'A' AND 'Z' THEN LEFT(bare_no, LENGTH(bare_no) - 1) ELSE bare_no END, '0'
        ) AS plain_no,
        COUNT(*) OVER (PARTITION BY unit_id, payee, amount) AS payments
    FROM standing
),
pairs AS (
    SELECT
        a.payment_id, b.invoice_no AS other_no, b.paid_on AS other_on, b.payment_id AS other_id,
        a.plain_no = b.plain_no AS is_same
    FROM plain AS a
    JOIN plain AS b ON b.unit_id = a.unit_id AND b.payee = a.payee AND b.amount = a.amount AND b.plain_no = a.plain_no
    WHERE a.invoice_no <> b.invoice_no AND a.plain_no <> ''
    UNION ALL
    SELECT
        a.payment_id, b.invoice_no AS other_no, b.paid_on AS other_on, b.payment_id AS other_id,
        FALSE AS is_same
    FROM plain AS a
    JOIN plain AS b ON b.unit_id = a.unit_id AND b.payee = a.payee AND b.amount = a.amount
    JOIN limits AS w
        ON w.limit_id = 'duplicate_window_days' AND w.unit_id = a.unit_id AND a.paid_on BETWEEN w.valid_from AND w.valid_to
    WHERE a.payments <= $most_alike AND a.plain_no <> b.plain_no
        AND LENGTH(a.plain_no) >= $shortest_number AND LENGTH(b.plain_no) >= $shortest_number
        AND ABS(DATE_DIFF('day', a.paid_on, b.paid_on)) <= w.value
        AND LEFT(a.plain_no, LENGTH(a.plain_no) - $series_digits) <> LEFT(b.plain_no, LENGTH(b.plain_no) - $series_digits)
        AND LEVENSHTEIN(a.plain_no, b.plain_no) = 1
),
nearest AS (
    SELECT
        payment_id,
        other_no, other_on, other_id, is_same,
        ROW_NUMBER() OVER (
            PARTITION BY payment_id ORDER BY CASE WHEN is_same THEN 0 ELSE 1 END, other_on, other_id
        ) AS nearness
    FROM pairs
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN l.value IS NULL THEN 'cannot_judge'
        WHEN p.amount < l.value THEN 'not_applicable'
        WHEN n.payment_id IS NOT NULL THEN 'fail'
        WHEN p.invoice_no IS NULL OR p.payee IS NULL OR p.paid_on IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    -- The later payment of the pair is the one too many.
    CASE
        WHEN p.paid_on > n.other_on OR (p.paid_on = n.other_on AND p.payment_id > n.other_id) THEN p.amount
    END AS amount,
    CASE
        WHEN n.payment_id IS NULL THEN p.payment_id
        ELSE CONCAT_WS('|', p.unit_id, p.payee, CAST(p.amount AS VARCHAR))
    END AS case_key,
    p.payee,
    p.amount AS paid,
    p.invoice_no,
    p.paid_on,
    p.voucher_no,
    n.other_no,
    n.other_on,
    CASE WHEN n.is_same THEN '去掉分隔和前后字符后相同' ELSE '只差一个字符' END AS finding_zh,
    CASE WHEN n.is_same THEN 'are the same but for their spelling' ELSE 'differ in one character' END AS finding_en
FROM payments AS p
LEFT JOIN limits AS l
    ON l.limit_id = 'duplicate_amount_from' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
LEFT JOIN nearest AS n ON n.payment_id = p.payment_id AND n.nearness = 1
