/*
id: payments.just_below_limit
title: {zh: 付款扎堆在审批限额之下, en: Payments gathered just below the approval limit}
subject: payments
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 单位分级授权审批制度（审批限额由单位设定）, mark: P}
why:
  zh: 同一审批人手里，刚好低于限额的付款远多于刚好高于限额的，说明金额是照着限额凑的。
  en: Where one approver has far more payments just below the limit than just above it, amounts are being cut to the limit.
message:
  zh: "{approver}审批的付款中，{from_amount}元到限额{line}元之间{below}笔，限额到{to_amount}元之间{above}笔；本笔{payee}{paid}元，{paid_on}。"
  en: "Of the payments approved by {approver}, {below} lie from {from_amount} yuan up to the limit of {line} yuan and {above} from the limit up to {to_amount} yuan; this one is {paid} yuan to {payee} on {paid_on}."
parameters:
  ratio: {default: 3, zh: 限额下方的笔数超过上方的几倍, en: How many times more payments below than above}
  enough: {default: 10, zh: 限额下方至少几笔才作判断, en: Least number of payments just below for a judgement}
exclusions:
  zh: 冲销（负数）；限额下方笔数太少、看不出规律的。
  en: Reversals; bands with too few payments to show a pattern.
assumptions:
  zh: 按单位和审批人分组，没有审批人的付款在单位内合为一组；上方没有付款时按一笔计。不在限额下方一段的付款通过。
  en: Payments are grouped by unit and approver, those without an approver in one group of the unit; none above counts as one. Payments outside the band below the limit pass.
since: 0.1.0
*/
WITH lines AS (
    SELECT
        l.unit_id,
        CAST(l.value AS DECIMAL(18, 2)) AS line,
        CAST(s.value * l.value AS DECIMAL(18, 2)) AS from_amount,
        CAST((2 - s.value) * l.value AS DECIMAL(18, 2)) AS to_amount,
        GREATEST(l.valid_from, s.valid_from) AS valid_from, LEAST(l.valid_to, s.valid_to) AS valid_to
    FROM limits AS l
    JOIN limits AS s ON s.unit_id = l.unit_id AND s.valid_from <= l.valid_to AND s.valid_to >= l.valid_from
    WHERE l.limit_id = 'approval_limit' AND s.limit_id = 'just_below_share'
),
near_limit AS (
    SELECT
        p.unit_id, COALESCE(p.approver_id, '') AS approver, l.line,
        SUM(CASE WHEN p.amount < l.line THEN 1 ELSE 0 END) AS below,
        SUM(CASE WHEN p.amount >= l.line THEN 1 ELSE 0 END) AS above
    FROM payments AS p
    JOIN lines AS l ON l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
    WHERE p.amount >= l.from_amount AND p.amount < l.to_amount
    GROUP BY p.unit_id, COALESCE(p.approver_id, ''), l.line
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.unit_id IS NULL OR l.line IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN p.amount >= l.line OR p.amount < l.from_amount THEN 'pass'
        WHEN n.below < $enough THEN 'not_applicable'
        WHEN n.below > $ratio * GREATEST(n.above, 1) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    CONCAT_WS('|', p.unit_id, p.approver_id, CAST(l.line AS VARCHAR)) AS case_key,
    COALESCE(p.approver_id, p.unit_id) AS approver,
    p.payee,
    p.amount AS paid,
    p.paid_on,
    l.line,
    l.from_amount,
    l.to_amount,
    CAST(n.below AS BIGINT) AS below,
    CAST(n.above AS BIGINT) AS above
FROM payments AS p
LEFT JOIN lines AS l ON l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
LEFT JOIN near_limit AS n ON n.unit_id = p.unit_id AND n.line = l.line AND n.approver = COALESCE(p.approver_id, '')
