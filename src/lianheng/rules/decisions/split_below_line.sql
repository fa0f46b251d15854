/*
id: decisions.split_below_line
title: {zh: 大额资金拆分规避集体决策, en: Split to stay below the line}
subject: payments
severity: orange
basis:
  - {document: 中央纪委关于三重一大集体决策的要求, number: "", article: "", from: 2005-01-01, mark: K}
  - {document: 单位三重一大决策制度（大额资金起点由单位设定）, number: "", article: "", mark: P}
why:
  zh: 同一用途短期内分几笔付给同一收款人，每笔都不到起点、合计却超过，等于绕开集体决策。
  en: Several payments to one payee for one purpose, each below the line and together above it, go round the collective decision.
message:
  zh: "{first_on}至{last_on}付{payee}“{purpose}”共{payments}笔{together}元，每笔低于起点{line}元；本笔{net_amount}元。"
  en: "{payments} payments to {payee} for “{purpose}” from {first_on} to {last_on} make {together} yuan, each below the line of {line} yuan; this one is {net_amount} yuan."
parameters:
  routine_codes:
    default: "301,303"
    zh: 按编制和标准发放、不逐笔上会的经济分类（前三位，逗号分开）
    en: Economic codes (first three digits, comma between) that are paid by establishment and need no decision each
exclusions:
  zh: 单笔已达起点的付款，冲销和全额冲销的付款，工资福利和对个人的补助，合同已经集体决策通过的付款。
  en: Payments that reach the line alone, reversals and what they undo, wages and benefits to persons, payments under a contract that was decided on.
assumptions:
  zh: 收款人和摘要（去掉首尾空格）完全相同才算同一用途；摘要空缺的，与该收款人同期付款合计达到起点时无法判断。
  en: Payee and purpose must be equal but for outer spaces. A payment without a purpose cannot be judged where the payee's payments of those days reach the line.
since: 0.1.0
*/
WITH reversals AS (
    SELECT reverses_id, CAST(SUM(amount) AS DECIMAL(18, 2)) AS reversed
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
net AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, NULLIF(TRIM(p.purpose), '') AS purpose, p.paid_on, p.amount,
        p.amount + COALESCE(r.reversed, 0) AS net_amount,
        p.amount + COALESCE(r.reversed, 0) <= 0 AS is_undone,
        COALESCE(STRPOS(',' || $routine_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ',') > 0, FALSE) AS is_routine,
        COALESCE(d.passed, FALSE) AS is_decided,
        l.value AS line,
        w.value AS within_days
    FROM payments AS p
    LEFT JOIN reversals AS r ON r.reverses_id = p.payment_id
    LEFT JOIN contracts AS c ON c.contract_id = p.contract_id
    LEFT JOIN decisions AS d ON d.decision_id = c.decision_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'large_funds_line' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
    LEFT JOIN limits AS w
        ON w.limit_id = 'split_window_days' AND w.unit_id = p.unit_id AND p.paid_on BETWEEN w.valid_from AND w.valid_to
),
small AS (
    SELECT payment_id, unit_id, payee, purpose, paid_on, net_amount, line, within_days
    FROM net
    WHERE net_amount < line AND NOT is_undone AND NOT is_routine AND NOT is_decided
        AND payee IS NOT NULL AND within_days IS NOT NULL
),
-- A payment is compared with those of its purpose; one without a purpose with all those of its payee (purpose '').
sets AS (
    SELECT unit_id, payee, purpose
    FROM small
    WHERE purpose IS NOT NULL
    GROUP BY unit_id, payee, purpose
    HAVING SUM(net_amount) >= MIN(line)
    UNION ALL
    SELECT unit_id, payee, '' AS purpose
    FROM small
    GROUP BY unit_id, payee
    HAVING SUM(net_amount) >= MIN(line) AND COUNT(*) > COUNT(purpose)
),
suspects AS (
    SELECT unit_id, payee, purpose, ROW_NUMBER() OVER (ORDER BY unit_id, payee, purpose) AS set_no
    FROM sets
),
compared AS (
    SELECT
        s.payment_id, k.set_no, s.paid_on, s.net_amount, s.line, s.within_days,
        COALESCE(s.purpose, '') = k.purpose AS is_judged
    FROM small AS s
    JOIN suspects AS k ON k.unit_id = s.unit_id AND k.payee = s.payee AND (k.purpose = s.purpose OR k.purpose = '')
),
-- Stretches as long as the longest window: two days within one window lie in the same stretch or in neighbouring ones.
longest AS (
    SELECT MAX(within_days) + 1 AS stretch_days
    FROM small
),
daily AS (
    SELECT
        c.set_no, c.paid_on, SUM(c.net_amount) AS paid, COUNT(*) AS payments, MIN(c.line) AS line,
        MIN(c.within_days) AS within_days,
        CAST(FLOOR(DATE_DIFF('day', DATE '2000-01-01', c.paid_on) / MIN(l.stretch_days)) AS BIGINT) AS stretch
    FROM compared AS c
    CROSS JOIN longest AS l
    GROUP BY c.set_no, c.paid_on
),
neighbours AS (
    SELECT set_no, paid_on, paid, payments, stretch AS reaches FROM daily
    UNION ALL
    SELECT set_no, paid_on, paid, payments, stretch + 1 AS reaches FROM daily
),
windows AS (
    SELECT late.set_no, late.paid_on AS to_on, MIN(early.paid_on) AS from_on
    FROM daily AS late
    JOIN neighbours AS early ON early.set_no = late.set_no AND early.reaches = late.stretch
    WHERE DATE_DIFF('day', early.paid_on, late.paid_on) BETWEEN 0 AND late.within_days
    GROUP BY late.set_no, late.paid_on, late.line
    HAVING SUM(early.paid) >= late.line
),
-- Windows that touch one another are one matter.
chained AS (
    SELECT
        set_no, from_on, to_on,
        CASE
            WHEN from_on <= MAX(to_on) OVER (
                PARTITION BY set_no ORDER BY to_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) THEN 0
            ELSE 1
        END AS opens
    FROM windows
),
numbered AS (
    SELECT set_no, from_on, to_on, SUM(opens) OVER (PARTITION BY set_no ORDER BY to_on ROWS UNBOUNDED PRECEDING) AS matter
    FROM chained
),
matters AS (
    SELECT set_no, matter, MIN(from_on) AS first_on, MAX(to_on) AS last_on
    FROM numbered
    GROUP BY set_no, matter
),
totals AS (
    SELECT
        m.set_no, m.first_on, m.last_on, SUM(d.paid) AS together, CAST(SUM(d.payments) AS BIGINT) AS payments
    FROM matters AS m
    JOIN daily AS d ON d.set_no = m.set_no AND d.paid_on BETWEEN m.first_on AND m.last_on
    GROUP BY m.set_no, m.first_on, m.last_on
),
caught AS (
    SELECT c.payment_id, t.first_on, t.last_on, t.together, t.payments
    FROM compared AS c
    JOIN totals AS t ON t.set_no = c.set_no AND c.paid_on BETWEEN t.first_on AND t.last_on
    WHERE c.is_judged
)
SELECT
    n.payment_id,
    CASE
        WHEN n.amount IS NULL THEN 'cannot_judge'
        WHEN n.is_undone THEN 'not_applicable'
        WHEN n.line IS NULL OR n.within_days IS NULL OR n.payee IS NULL THEN 'cannot_judge'
        WHEN n.net_amount >= n.line OR n.is_routine OR n.is_decided THEN 'not_applicable'
        WHEN c.payment_id IS NULL THEN 'pass'
        WHEN n.purpose IS NULL THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    n.net_amount AS amount,
    CONCAT_WS('|', n.unit_id, n.payee, n.purpose, CAST(c.first_on AS VARCHAR)) AS case_key,
    n.payee,
    n.purpose,
    n.net_amount,
    n.line,
    c.first_on,
    c.last_on,
    c.together,
    c.payments
FROM net AS n
LEFT JOIN caught AS c ON c.payment_id = n.payment_id
