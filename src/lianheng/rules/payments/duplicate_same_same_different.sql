/*
id: payments.duplicate_same_same_different
title: {zh: 两同一异的疑似重复支付, en: Likely duplicates that differ in one thing}
subject: payments
severity: orange
basis:
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2024-07-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 收款人、金额、日期都相同而发票不同或没有发票号，或者发票、金额相同而收款人不同，往往是同一笔钱录了两遍。
  en: Payee, amount and day alike with another invoice or none, or invoice and amount alike with another payee, often are one debt entered twice.
message:
  zh: "{paid_on}付{payee}{paid}元（发票{invoice_no}，凭证{voucher_no}），与{times}笔中的其他付款{finding_zh}。"
  en: "{paid} yuan to {payee} on {paid_on} (invoice {invoice_no}, voucher {voucher_no}): of {times} payments that {finding_en}."
parameters:
  most_alike:
    default: 3
    zh: 同一天给同一收款人的相同金额最多几笔（更多的是成批发放）
    en: At most so many equal payments to one payee on one day (more are a batch)
  usual_repeats:
    default: 0.05
    zh: 该收款人其他付款中金额相同的笔数占比不超过多少，金额才有识别作用
    en: An amount tells something only where at most this share of the payee's other payments repeat an amount
  shortest_number:
    default: 8
    zh: 判断“发票相同、收款人不同”的发票号至少几位
    en: Least length of an invoice number that may tie different payees together
exclusions:
  zh: 冲销（负数），低于起点金额的付款。
  en: Reversals (negative amounts) and payments below the line.
assumptions:
  zh: >-
    没有发票可比时，只有能认出那笔债的金额才算：一、同一单位同一天付同一收款人相同金额两三笔，科目和合同相同；
    二、这个金额该收款人只出现过这一次，该单位也没有付给过别人；三、该收款人平时很少收到相同的金额。
    固定租金、按件计费、成批发放的付款因此不会列出。冲销的付款扣除。
  en: >-
    Where no invoice can be compared, only an amount that identifies the debt counts: two or three equal payments of one unit to one payee
    on one day, on one code and contract; the payee never got that amount at another time and the unit never paid it to anyone else; and the payee
    seldom gets equal amounts. Rents, piece rates and batches are thus left out, and so is what was taken back.
since: 0.1.0
*/
WITH taken_back AS (
    SELECT reverses_id, SUM(amount) AS amount
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
loose_reversals AS (
    SELECT unit_id, payee, -amount AS amount, COUNT(*) AS reversals
    FROM payments
    WHERE amount < 0 AND reverses_id IS NULL
    GROUP BY unit_id, payee, amount
),

-- First kind: payee, amount and day are the same, the invoice differs or is missing.
equal_amounts AS (
    SELECT unit_id, amount, paid_on
    FROM payments
    WHERE amount >= (SELECT MIN(value) FROM limits WHERE limit_id = 'duplicate_amount_from')
    GROUP BY unit_id, amount, paid_on
    HAVING COUNT(*) > 1
),
alike AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, p.amount, p.paid_on, p.invoice_no,
        COALESCE(p.economic_code, '') AS economic_code, COALESCE(p.contract_id, p.contract_no, '') AS contract
    FROM payments AS p
    JOIN equal_amounts AS e ON e.unit_id = p.unit_id AND e.amount = p.amount AND e.paid_on = p.paid_on
),
same_day AS (
    SELECT unit_id, payee, amount, paid_on, COUNT(*) AS payments
    FROM alike
    GROUP BY unit_id, payee, amount, paid_on
    HAVING COUNT(*) BETWEEN 2 AND $most_alike
),
standing AS (
    SELECT a.*, s.payments
    FROM alike AS a
    JOIN same_day AS s
        ON s.unit_id = a.unit_id AND s.payee = a.payee AND s.amount = a.amount AND s.paid_on = a.paid_on
    LEFT JOIN taken_back AS t ON t.reverses_id = a.payment_id
    WHERE a.amount + COALESCE(t.amount, 0) > 0
),
same_day_standing AS (
    SELECT a.unit_id, a.payee, a.amount, a.paid_on, a.payments, COUNT(*) AS times
    FROM standing AS a
    GROUP BY a.unit_id, a.payee, a.amount, a.paid_on, a.payments
    HAVING COUNT(*) > 1
        -- Equal numbers are judged by duplicate_exact.
        AND NOT (COUNT(a.invoice_no) = COUNT(*) AND MIN(a.invoice_no) = MAX(a.invoice_no))
        AND MIN(a.economic_code) = MAX(a.economic_code)
        AND MIN(a.contract) = MAX(a.contract)
),
not_reversed AS (
    SELECT s.unit_id, s.payee, s.amount, s.paid_on, s.payments, s.times
    FROM same_day_standing AS s
    LEFT JOIN loose_reversals AS r ON r.unit_id = s.unit_id AND r.payee = s.payee AND r.amount = s.amount
    WHERE s.times - COALESCE(r.reversals, 0) > 1
),
amounts_in_unit AS (
    SELECT unit_id, amount, COUNT(*) AS payments
    FROM payments
    WHERE (unit_id, amount) IN (SELECT unit_id, amount FROM not_reversed)
    GROUP BY unit_id, amount
),
amounts_of_payee AS (
    SELECT payee, amount, COUNT(*) AS payments
    FROM payments
    WHERE amount > 0 AND payee IN (SELECT payee FROM not_reversed)
    GROUP BY payee, amount
),
habits AS (
    SELECT
        payee,
        SUM(payments) AS payments,
        SUM(CASE WHEN payments > 1 THEN payments ELSE 0 END) AS repeats
    FROM amounts_of_payee
    GROUP BY payee
),
telling AS (
    SELECT n.unit_id, n.payee, n.amount, n.paid_on, n.times
    FROM not_reversed AS n
    JOIN amounts_in_unit AS u ON u.unit_id = n.unit_id AND u.amount = n.amount
    JOIN amounts_of_payee AS a ON a.payee = n.payee AND a.amount = n.amount
    JOIN habits AS h ON h.payee = n.payee
    WHERE u.payments = n.payments AND a.payments = n.payments
        AND h.repeats - n.payments <= $usual_repeats * (h.payments - n.payments)
),

-- Second kind: invoice and amount are the same, the payee differs.
repeated AS (
    SELECT invoice_no
    FROM payments
    WHERE amount >= (SELECT MIN(value) FROM limits WHERE limit_id = 'duplicate_amount_from') AND LENGTH(invoice_no) >= $shortest_number
    GROUP BY invoice_no
    HAVING COUNT(*) > 1
),
same_invoice AS (
    SELECT p.payment_id, p.invoice_no, p.amount, p.payee, p.paid_on, w.value AS within_days
    FROM payments AS p
    JOIN repeated AS i ON i.invoice_no = p.invoice_no
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    LEFT JOIN loose_reversals AS r ON r.unit_id = p.unit_id AND r.payee = p.payee AND r.amount = p.amount
    LEFT JOIN limits AS w
        ON w.limit_id = 'duplicate_window_days' AND w.unit_id = p.unit_id AND p.paid_on BETWEEN w.valid_from AND w.valid_to
    WHERE p.amount > 0 AND p.amount + COALESCE(t.amount, 0) > 0 AND r.unit_id IS NULL
),
other_payee AS (
    SELECT
        a.payment_id, COUNT(*) + 1 AS times,
        MAX(CASE WHEN b.paid_on < a.paid_on OR (b.paid_on = a.paid_on AND b.payment_id < a.payment_id) THEN 1 ELSE 0 END) AS is_later
    FROM same_invoice AS a
    JOIN same_invoice AS b ON b.invoice_no = a.invoice_no AND b.amount = a.amount
    WHERE b.payee <> a.payee AND ABS(DATE_DIFF('day', a.paid_on, b.paid_on)) <= a.within_days
    GROUP BY a.payment_id
),

suspects AS (
    SELECT
        a.payment_id, t.times, 'invoice' AS different,
        ROW_NUMBER() OVER (PARTITION BY t.unit_id, t.payee, t.amount, t.paid_on ORDER BY a.payment_id) > 1 AS is_later
    FROM standing AS a
    JOIN telling AS t
        ON t.unit_id = a.unit_id AND t.payee = a.payee AND t.amount = a.amount AND t.paid_on = a.paid_on
    UNION ALL
    SELECT payment_id, times, 'payee' AS different, is_later = 1 AS is_later
    FROM other_payee
),
caught AS (
    SELECT payment_id, MAX(times) AS times, MAX(different) AS different, BOOL_OR(is_later) AS is_later
    FROM suspects
    GROUP BY payment_id
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN l.value IS NULL THEN 'cannot_judge'
        WHEN p.amount < l.value THEN 'not_applicable'
        WHEN p.payee IS NULL OR p.paid_on IS NULL THEN 'cannot_judge'
        WHEN c.payment_id IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN c.is_later THEN p.amount END AS amount,
    CASE
        WHEN c.different = 'payee' THEN p.invoice_no || '|' || CAST(p.amount AS VARCHAR)
        WHEN c.different = 'invoice'
            THEN CONCAT_WS('|', p.unit_id, p.payee, CAST(p.amount AS VARCHAR), CAST(p.paid_on AS VARCHAR))
        ELSE p.payment_id
    END AS case_key,
    p.payee,
    p.amount AS paid,
    p.paid_on,
    p.invoice_no,
    p.voucher_no,
    c.times,
    CASE c.different WHEN 'payee' THEN '发票和金额相同、收款人不同' ELSE '收款人、金额和日期相同' END AS finding_zh,
    CASE c.different
        WHEN 'payee' THEN 'share invoice and amount but not the payee'
        ELSE 'share payee, amount and day'
    END AS finding_en
FROM payments AS p
LEFT JOIN limits AS l
    ON l.limit_id = 'duplicate_amount_from' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
LEFT JOIN caught AS c ON c.payment_id = p.payment_id
