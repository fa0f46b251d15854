/*
id: payments.benford
title: {zh: 金额首两位数字分布异常, en: First two digits of amounts out of proportion}
subject: payments
severity: blue
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用阈值（首两位数字平均绝对偏差超过0.0022）, mark: K}
why:
  zh: 自然发生的金额，首两位数字大致服从本福德分布；凑数、拆分、编造的金额会使某些数字过多，值得先看这些付款。
  en: The first two digits of amounts that arise naturally follow Benford's law. Invented, split or rounded amounts make some digits too frequent; these payments are to be looked at first.
message:
  zh: "{unit_id}共{payments}笔，首两位数字平均绝对偏差{deviation}（界限{band}）；以{digits}开头的占{observed:%}，应为{expected:%}。本笔{paid}元。"
  en: "{unit_id} has {payments} payments whose first two digits deviate by {deviation} on average (line {band}); {observed:%} begin with {digits}, {expected:%} should. This one is {paid} yuan."
parameters:
  least_amount: {default: 10, zh: 参加计算的最小金额, en: Least amount that takes part}
  enough: {default: 1000, zh: 一个单位至少多少笔, en: Least number of payments of a unit}
  band: {default: 0.0022, zh: 平均绝对偏差超过多少为不符, en: Mean absolute deviation above which a unit does not conform}
  significance: {default: 3.29, zh: 某一数字过多须达到的标准差倍数（3.29相当于千分之一）, en: Standard deviations by which a digit must be too frequent (3.29 is one in a thousand)}
exclusions:
  zh: 冲销（负数）和小额付款，笔数不足的单位。
  en: Reversals and small payments, units with too few payments.
assumptions:
  zh: 数字取自以分为单位的整数，避免小数误差。单位整体偏离、且这一数字显著过多的付款才判为不符：笔数刚够时偶然的起伏也会使平均偏差超限，所以两个条件都要满足。固定标准的收费会造成正常的集中，本项只作记录。
  en: Digits are taken from whole fen, so no rounding errs. A payment fails when its unit deviates and its own digits are significantly too frequent; with few payments chance alone may exceed the band, hence both. Fixed fees gather naturally, so the finding is only recorded.
since: 0.1.0
*/
WITH bins AS (
    SELECT
        unit_id, CAST(LEFT(CAST(CAST(amount * 100 AS BIGINT) AS VARCHAR), 2) AS INTEGER) AS digits, COUNT(*) AS payments
    FROM payments
    WHERE amount >= $least_amount AND unit_id IS NOT NULL
    GROUP BY 1, 2
),
shares AS (
    SELECT
        b.unit_id, b.digits, u.payments,
        b.payments * 1.0E0 / u.payments AS observed,
        LOG10(1 + 1.0E0 / b.digits) AS expected
    FROM bins AS b
    JOIN (SELECT unit_id, SUM(payments) AS payments FROM bins GROUP BY unit_id) AS u ON u.unit_id = b.unit_id
),
units_judged AS (
    -- Digits that never occur deviate by their whole expected share: together one minus the shares that do occur.
    SELECT unit_id, (SUM(ABS(observed - expected)) + 1 - SUM(expected)) / 90 AS deviation
    FROM shares
    GROUP BY unit_id
),
judged_bins AS (
    SELECT
        s.unit_id, s.digits, s.payments, s.observed, s.expected, u.deviation,
        u.deviation > $band
        AND s.observed - s.expected - 0.5 / s.payments
        > $significance * SQRT(s.expected * (1 - s.expected) / s.payments) AS is_excess
    FROM shares AS s
    JOIN units_judged AS u ON u.unit_id = s.unit_id
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.unit_id IS NULL THEN 'cannot_judge'
        WHEN p.amount < $least_amount OR b.payments < $enough THEN 'not_applicable'
        WHEN b.is_excess THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    p.unit_id || '|' || CAST(b.digits AS VARCHAR) AS case_key,
    p.unit_id,
    p.amount AS paid,
    b.digits,
    CAST(b.payments AS BIGINT) AS payments,
    CAST(b.deviation AS DECIMAL(18, 4)) AS deviation,
    $band AS band,
    b.observed,
    b.expected
FROM payments AS p
LEFT JOIN judged_bins AS b
    ON b.unit_id = p.unit_id
    AND b.digits = CASE
        WHEN p.amount >= $least_amount THEN CAST(LEFT(CAST(CAST(p.amount * 100 AS BIGINT) AS VARCHAR), 2) AS INTEGER)
    END
