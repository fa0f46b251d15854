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
WITH banded AS (
    SELECT
        p.payment_id, p.unit_id, COALESCE(p.approver_id, '') AS approver, p.payee, p.amount, p.paid_on,
        l.value AS line,
        s.value * l.value AS from_amount,
        (2 - s.value) * l.value AS to_amount,
        CASE
            WHEN p.amount IS NULL OR p.unit_id IS NULL OR s.value * l.value IS NULL THEN 'unknown'
            WHEN p.amount <= 0 THEN 'reversal'
            WHEN p.amount >= s.value * l.value AND p.amount < l.value THEN 'below'
            WHEN p.amount >= l.value AND p.amount < (2 - s.value) * l.value THEN 'above'
            ELSE 'elsewhere'
        END AS band
    FROM payments AS p
    LEFT JOIN limits AS l
        ON l.limit_id = 'approval_limit' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
    LEFT JOIN limits AS s
        ON s.limit_id = 'just_below_share' AND s.unit_id = p.unit_id AND p.paid_on BETWEEN s.valid_from AND s.valid_to
),
counted AS (
    SELECT
        unit_id, approver, line,
        SUM(CASE WHEN band = 'below' THEN 1 ELSE 0 END) AS below,
        SUM(CASE WHEN band = 'above' THEN 1 ELSE 0 END) AS above
    FROM banded
    WHERE band IN ('below', 'above')
    GROUP BY unit_id, approver, line
)
SELECT
    b.payment_id,
    CASE
        WHEN b.band = 'unknown' THEN 'cannot_judge'
        WHEN b.band = 'reversal' THEN 'not_applicable'
        WHEN b.band <> 'below' THEN 'pass'
        WHEN c.below < $enough THEN 'not_applicable'
        WHEN c.below > $ratio * GREATEST(c.above, 1) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    b.amount,
    CONCAT_WS('|', b.unit_id, b.approver, CAST(b.line AS VARCHAR)) AS case_key,
    CASE WHEN b.approver = '' THEN b.unit_id ELSE b.approver END AS approver,
    b.payee,
    b.amount AS paid,
    b.paid_on,
    CAST(b.line AS DECIMAL(18, 2)) AS line,
    CAST(b.from_amount AS DECIMAL(18, 2)) AS from_amount,
    CAST(b.to_amount AS DECIMAL(18, 2)) AS to_amount,
    CAST(c.below AS BIGINT) AS below,
    CAST(c.above AS BIGINT) AS above
FROM banded AS b
LEFT JOIN counted AS c ON b.band = 'below' AND c.unit_id = b.unit_id AND c.approver = b.approver AND c.line = b.line
