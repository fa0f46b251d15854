/*
id: payments.peer_outlier
title: {zh: 金额偏离同类付款, en: Amount far from its peers}
subject: payments
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用阈值（稳健偏离度超过3.5）, mark: K}
why:
  zh: 同一科目、同级单位的付款大小有常态；远远大于或小于同类的，可能记错科目、多写一位，或夹带别的支出。
  en: Payments of one code by units of one level have a usual size. One far from it may be booked to the wrong code, have a digit too many, or hide something else.
message:
  zh: "{paid_on}付{payee}{paid}元（科目{economic_code}）；同级单位同科目{peers}笔的中位数为{usual}元，偏离度{score}（界限{line}）。"
  en: "{paid} yuan to {payee} on {paid_on} (code {economic_code}); the median of {peers} payments of that code by units of the level is {usual} yuan, deviation {score} (line {line})."
parameters:
  line: {default: 3.5, zh: 稳健偏离度超过多少为异常, en: Robust deviation above which a payment is an outlier}
  enough: {default: 30, zh: 同类付款至少多少笔, en: Least number of peers}
  least_spread:
    default: 0.1
    zh: 同类金额几乎相同时，离散程度至少按多少计（0.1约为一成）
    en: Where peers are nearly equal their spread counts at least so much (0.1 is about a tenth)
exclusions:
  zh: 冲销（负数），同类付款笔数不足的。
  en: Reversals, groups with too few peers.
assumptions:
  zh: 按金额的对数计算：偏离度＝0.6745×|ln金额－中位数|÷绝对中位差，0.6745使其与标准差可比。同类指预算级次相同的单位在同一经济分类的付款。
  en: Logarithms are compared. The deviation is 0.6745 × |ln amount − median| / MAD, where 0.6745 makes it comparable with standard deviations. Peers are payments of one economic code by units of one level.
since: 0.1.0
*/
WITH medians AS (
    SELECT u.level, p.economic_code, COUNT(*) AS peers, MEDIAN(LN(p.amount)) AS middle
    FROM payments AS p
    JOIN units AS u ON u.unit_id = p.unit_id
    WHERE p.amount > 0 AND p.economic_code IS NOT NULL AND u.level IS NOT NULL
    GROUP BY u.level, p.economic_code
),
spreads AS (
    SELECT m.level, m.economic_code, m.peers, m.middle, MEDIAN(ABS(LN(p.amount) - m.middle)) AS spread
    FROM payments AS p
    JOIN units AS u ON u.unit_id = p.unit_id
    JOIN medians AS m ON m.level = u.level AND m.economic_code = p.economic_code
    WHERE p.amount > 0
    GROUP BY m.level, m.economic_code, m.peers, m.middle
),
scored AS (
    SELECT
        p.payment_id, p.payee, p.paid_on, p.amount, p.economic_code, u.level, s.peers,
        EXP(s.middle) AS usual,
        -- 0.6745 is the upper quartile of the normal distribution: the MAD of normal data is 0.6745 standard deviations.
        CASE
            WHEN p.amount > 0 THEN 0.6745 * ABS(LN(p.amount) - s.middle) / GREATEST(s.spread, $least_spread)
        END AS score
    FROM payments AS p
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
    LEFT JOIN spreads AS s ON s.level = u.level AND s.economic_code = p.economic_code
)
SELECT
    payment_id,
    CASE
        WHEN amount IS NULL THEN 'cannot_judge'
        WHEN amount <= 0 THEN 'not_applicable'
        WHEN economic_code IS NULL OR level IS NULL THEN 'cannot_judge'
        WHEN peers < $enough THEN 'not_applicable'
        WHEN score > $line THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN amount > usual THEN CAST(amount - usual AS DECIMAL(18, 2)) END AS amount,
    payment_id AS case_key,
    payee,
    paid_on,
    amount AS paid,
    economic_code,
    peers,
    CAST(usual AS DECIMAL(18, 2)) AS usual,
    CAST(score AS DECIMAL(18, 1)) AS score,
    $line AS line
FROM scored
