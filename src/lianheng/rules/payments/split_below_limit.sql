/*
id: payments.split_below_limit
title: {zh: 拆分付款规避审批, en: Payments split to stay below the approval limit}
subject: payments
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 单位分级授权审批制度（审批限额由单位设定）, mark: P}
why:
  zh: 几天内把一笔钱分成几笔付给同一收款人，每笔都不到审批限额、合计却达到，等于绕开了该批的人。
  en: One sum paid to one payee in several parts within days, each below the limit and together at or above it, goes round the person who should approve it.
message:
  zh: "{first_on}至{last_on}（{within_days}天窗口）付{payee}共{times}笔{together}元，每笔低于审批限额{line}元；本笔{paid}元，{paid_on}，凭证{voucher_no}。"
  en: "{times} payments to {payee} from {first_on} to {last_on} (window {within_days} days) make {together} yuan, each below the limit of {line} yuan; this one is {paid} yuan on {paid_on}, voucher {voucher_no}."
parameters:
  routine_codes:
    default: "301,303"
    zh: 按编制和标准发放、不按限额审批的经济分类（前三位，逗号分开）
    en: Economic codes (first three digits, comma between) paid by establishment, not by approval limit
  least_share:
    default: 0.1
    zh: 单笔达到限额的多少才可能是拆出来的一部分
    en: A payment below this share of the limit is too small to be a part of a split
exclusions:
  zh: 冲销（负数），单笔已达限额的，合同付款（合同整体审批），工资福利和对个人的补助，被冲销的付款。
  en: Reversals, payments at or above the limit, payments under a contract (approved as a whole), wages and benefits, payments taken back.
assumptions:
  zh: 同一单位、收款人、相隔不超过窗口天数的付款合在一起看；相连的窗口为一件事。零星小额付款不算拆分，否则每天结账的供应商都会被列出。
  en: Payments of one unit to one payee at most so many days apart are taken together; windows that touch are one matter. Petty payments are no parts of a split, or every supplier with daily bills would be listed.
since: 0.1.0
*/
WITH lines AS (
    SELECT
        l.unit_id,
        CAST(l.value AS DECIMAL(18, 2)) AS line,
        CAST($least_share * l.value AS DECIMAL(18, 2)) AS least,
        CAST(w.value AS INTEGER) AS within_days,
        GREATEST(l.valid_from, w.valid_from) AS valid_from, LEAST(l.valid_to, w.valid_to) AS valid_to
    FROM limits AS l
    JOIN limits AS w ON w.unit_id = l.unit_id AND w.valid_from <= l.valid_to AND w.valid_to >= l.valid_from
    WHERE l.limit_id = 'approval_limit' AND w.limit_id = 'payment_split_window_days'
),
taken_back AS (
    SELECT reverses_id, SUM(amount) AS amount
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
sizeable AS (
    SELECT p.payment_id, p.unit_id, p.payee, p.paid_on, p.amount, l.line, l.within_days
    FROM payments AS p
    JOIN lines AS l ON l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
    LEFT JOIN taken_back AS t ON t.reverses_id = p.payment_id
    WHERE p.amount >= l.least AND p.amount < l.line AND p.contract_id IS NULL AND p.contract_no IS NULL
        AND COALESCE(STRPOS(',' || $routine_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ','), 0) = 0
        AND p.amount + COALESCE(t.amount, 0) > 0
),
daily AS (
    SELECT
        unit_id, payee, paid_on, SUM(amount) AS paid, COUNT(*) AS times, MIN(line) AS line, MIN(within_days) AS within_days
    FROM sizeable
    GROUP BY unit_id, payee, paid_on
),
windows AS (
    SELECT late.unit_id, late.payee, late.paid_on AS to_on, MIN(early.paid_on) AS from_on
    FROM daily AS late
    JOIN daily AS early
        ON early.unit_id = late.unit_id AND early.payee = late.payee
        AND DATE_DIFF('day', early.paid_on, late.paid_on) BETWEEN 0 AND late.within_days
    GROUP BY late.unit_id, late.payee, late.paid_on, late.line
    HAVING SUM(early.paid) >= late.line AND SUM(early.times) > 1
),
chained AS (
    SELECT
        unit_id, payee, from_on, to_on,
        CASE
            WHEN from_on <= LAG(to_on) OVER (PARTITION BY unit_id, payee ORDER BY to_on) THEN 0
            ELSE 1
        END AS opens
    FROM windows
),
numbered AS (
    SELECT
        unit_id, payee, from_on, to_on,
        SUM(opens) OVER (PARTITION BY unit_id, payee ORDER BY to_on ROWS UNBOUNDED PRECEDING) AS matter
    FROM chained
),
matters AS (
    SELECT unit_id, payee, matter, MIN(from_on) AS first_on, MAX(to_on) AS last_on
    FROM numbered
    GROUP BY unit_id, payee, matter
),
caught AS (
    SELECT
        s.payment_id, m.first_on, m.last_on,
        SUM(s.amount) OVER (PARTITION BY m.unit_id, m.payee, m.matter) AS together,
        COUNT(*) OVER (PARTITION BY m.unit_id, m.payee, m.matter) AS times
    FROM sizeable AS s
    JOIN matters AS m ON m.unit_id = s.unit_id AND m.payee = s.payee AND s.paid_on BETWEEN m.first_on AND m.last_on
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN l.line IS NULL THEN 'cannot_judge'
        WHEN p.amount >= l.line OR p.contract_id IS NOT NULL OR p.contract_no IS NOT NULL THEN 'not_applicable'
        WHEN STRPOS(',' || $routine_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ',') > 0 THEN 'not_applicable'
        WHEN p.payee IS NULL THEN 'cannot_judge'
        WHEN c.payment_id IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    CASE
        WHEN c.payment_id IS NULL THEN p.payment_id
        ELSE CONCAT_WS('|', p.unit_id, p.payee, CAST(c.first_on AS VARCHAR))
    END AS case_key,
    p.payee,
    p.paid_on,
    p.amount AS paid,
    p.voucher_no,
    l.line,
    l.within_days,
    c.first_on,
    c.last_on,
    c.together,
    c.times
FROM payments AS p
LEFT JOIN lines AS l ON l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
LEFT JOIN caught AS c ON c.payment_id = p.payment_id
