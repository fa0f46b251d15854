/*
id: payments.voucher_gap_or_repeat
title: {zh: 凭证断号、重号, en: Voucher numbers missing or repeated}
subject: payments
severity: yellow
basis:
  - {document: 中华人民共和国会计法, article: 第十三条、第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十三条、第十四条, from: 2024-07-01, mark: L}
  - {document: 会计基础工作规范, number: 财政部令第98号, article: "", from: 1996-06-17, mark: K}
why:
  zh: 凭证连续编号，少了的号可能被抽走，同一个号用在两天就有一张是补的。
  en: Vouchers are numbered without a break. A missing number may have been taken out; one used on two days was made twice.
message:
  zh: "{paid_on}付{payee}{paid}元，凭证{voucher_no}：{finding_zh}。"
  en: "{paid} yuan paid to {payee} on {paid_on}, voucher {voucher_no}: {finding_en}."
parameters:
  dense_from:
    default: 0.9
    zh: 一个编号系列中实有号码至少占多少，才判断断号
    en: Share of its numbers that a series must have before gaps are judged
exclusions:
  zh: 没有数字结尾、或末尾数字超过18位的凭证号；断号不判断支付凭证与其他凭证混合编号、实有号码太少的系列。
  en: Numbers without final digits or with more than 18 of them; gaps are not judged in series that have too few of their numbers, as where payments share a series with other vouchers.
assumptions:
  zh: 系列按单位、年度和号码中末尾数字之前的部分划分。冲销和零元凭证也占一个号。同一张凭证在同一天有几笔付款是正常的，用在不同的日子才算重号；冲销沿用所冲销付款的号码，不算。断号记在缺号之后的那张凭证上，系列可以从任何号开始。
  en: A series is a unit, a year and what stands before the final digits. A reversal's voucher fills its place in it, as does one of no money. Several payments of one voucher on one day are normal; a number is repeated when payments used it on different days, while a reversal may bear the number of what it takes back. A gap is told of the voucher after it; a series may begin anywhere.
since: 0.1.0
*/
WITH numbers AS (
    SELECT
        unit_id,
        EXTRACT(YEAR FROM paid_on) AS year,
        LEFT(voucher_no, LENGTH(voucher_no) - LENGTH(digits)) AS prefix,
        TRY_CAST(digits AS DECIMAL(18, 0)) AS number,
        MIN(CASE WHEN amount > 0 THEN paid_on END) AS first_on,
        MAX(CASE WHEN amount > 0 THEN paid_on END) AS last_on
    FROM (
        SELECT unit_id, paid_on, amount, voucher_no, REGEXP_EXTRACT(voucher_no, '[0-9]*$') AS digits
        FROM payments
    ) AS p
    GROUP BY 1, 2, 3, 4
),
broken_series AS (
    -- Some numbers are missing, but few.
    SELECT unit_id, year, prefix
    FROM numbers
    GROUP BY unit_id, year, prefix
    HAVING COUNT(number) BETWEEN $dense_from * (MAX(number) - MIN(number) + 1) AND MAX(number) - MIN(number)
),
steps AS (
    SELECT
        n.unit_id, n.year, n.prefix, n.number, n.first_on < n.last_on AS is_repeated,
        LAG(n.number) OVER (PARTITION BY n.unit_id, n.year, n.prefix ORDER BY n.number) AS previous
    FROM numbers AS n
    JOIN broken_series AS s ON s.unit_id = n.unit_id AND s.year = n.year AND s.prefix = n.prefix
),
gaps AS (
    SELECT
        unit_id, year, prefix, number,
        CAST(previous + 1 AS VARCHAR)
            || CASE WHEN number > previous + 2 THEN '-' || CAST(number - 1 AS VARCHAR) ELSE '' END AS missing
    FROM steps
    WHERE number > previous + 1 AND is_repeated IS NOT TRUE
),
findings AS (
    SELECT
        unit_id, year, prefix, number, first_on,
        '同一号码在' || CAST(first_on AS VARCHAR) || '至' || CAST(last_on AS VARCHAR) || '的不同日子使用' AS finding_zh,
        'used on different days from ' || CAST(first_on AS VARCHAR) || ' to ' || CAST(last_on AS VARCHAR) AS finding_en
    FROM numbers
    WHERE first_on < last_on
    UNION ALL
    SELECT
        unit_id, year, prefix, number, CAST(NULL AS DATE) AS first_on,
        '前面缺' || missing || '号' AS finding_zh,
        'missing before it: ' || missing AS finding_en
    FROM gaps
),
vouchers AS (
    SELECT payment_id, unit_id, payee, amount, paid_on, voucher_no, REGEXP_EXTRACT(voucher_no, '[0-9]*$') AS digits
    FROM payments
)
SELECT
    v.payment_id,
    CASE
        WHEN v.voucher_no IS NULL OR v.paid_on IS NULL OR v.unit_id IS NULL OR v.amount IS NULL THEN 'cannot_judge'
        WHEN TRY_CAST(v.digits AS DECIMAL(18, 0)) IS NULL THEN 'not_applicable'
        WHEN f.number IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN v.amount > 0 AND v.paid_on > f.first_on THEN v.amount END AS amount,
    CASE
        WHEN f.number IS NULL THEN v.payment_id
        ELSE CONCAT_WS('|', v.unit_id, CAST(f.year AS VARCHAR), f.prefix || CAST(f.number AS VARCHAR))
    END AS case_key,
    v.payee,
    v.amount AS paid,
    v.paid_on,
    v.voucher_no,
    f.finding_zh,
    f.finding_en
FROM vouchers AS v
LEFT JOIN findings AS f
    ON f.unit_id = v.unit_id AND f.year = EXTRACT(YEAR FROM v.paid_on)
    AND f.number = TRY_CAST(v.digits AS DECIMAL(18, 0)) AND f.prefix || v.digits = v.voucher_no
