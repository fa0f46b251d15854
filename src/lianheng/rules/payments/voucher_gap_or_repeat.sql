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
  zh: 系列按单位、年度和号码中末尾数字之前的部分划分。同一张凭证在同一天有几笔付款是正常的，用在不同的日子才算重号。断号记在缺号之后的那张凭证上，系列可以从任何号开始。
  en: A series is a unit, a year and what stands before the final digits. Several payments of one voucher on one day are normal; a number is repeated when used on different days. A gap is told of the voucher after it; a series may begin anywhere.
since: 0.1.0
*/
WITH numbered AS (
    SELECT
        unit_id,
        EXTRACT(YEAR FROM paid_on) AS year,
        prefix,
        TRY_CAST(SUBSTR(voucher_no, LENGTH(prefix) + 1) AS BIGINT) AS number,
        MIN(paid_on) AS first_on,
        MAX(paid_on) AS last_on
    FROM (
        SELECT unit_id, paid_on, voucher_no, REGEXP_REPLACE(voucher_no, '[0-9]+$', '') AS prefix
        FROM payments
        WHERE amount > 0 AND voucher_no IS NOT NULL AND paid_on IS NOT NULL AND unit_id IS NOT NULL
    ) AS p
    GROUP BY 1, 2, 3, 4
),
series AS (
    SELECT unit_id, year, prefix
    FROM numbered
    WHERE number IS NOT NULL
    GROUP BY unit_id, year, prefix
    -- Some numbers are missing, but few.
    HAVING COUNT(*) <= MAX(number) - MIN(number) AND COUNT(*) >= $dense_from * (MAX(number) - MIN(number) + 1)
),
steps AS (
    SELECT
        n.unit_id, n.year, n.prefix, n.number,
        LAG(n.number) OVER (PARTITION BY n.unit_id, n.year, n.prefix ORDER BY n.number) AS previous
    FROM numbered AS n
    JOIN series AS s ON s.unit_id = n.unit_id AND s.year = n.year AND s.prefix = n.prefix
    WHERE n.number IS NOT NULL
),
findings AS (
    SELECT unit_id, year, prefix, number, MAX(previous) AS previous, MAX(first_on) AS first_on, MAX(last_on) AS last_on
    FROM (
        SELECT unit_id, year, prefix, number, previous, CAST(NULL AS DATE) AS first_on, CAST(NULL AS DATE) AS last_on
        FROM steps
        WHERE number > previous + 1
        UNION ALL
        SELECT unit_id, year, prefix, number, CAST(NULL AS BIGINT) AS previous, first_on, last_on
        FROM numbered
        WHERE number IS NOT NULL AND first_on < last_on
    ) AS told
    GROUP BY unit_id, year, prefix, number
),
vouchers AS (
    SELECT
        payment_id, unit_id, payee, amount, paid_on, voucher_no,
        REGEXP_REPLACE(voucher_no, '[0-9]+$', '') AS prefix
    FROM payments
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.voucher_no IS NULL OR p.paid_on IS NULL OR p.unit_id IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN f.unit_id IS NOT NULL THEN 'fail'
        -- No final digits, or more than a number can have.
        WHEN LENGTH(p.voucher_no) - LENGTH(p.prefix) NOT BETWEEN 1 AND 18 THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN f.first_on IS NOT NULL AND p.paid_on > f.first_on THEN p.amount END AS amount,
    CONCAT_WS('|', p.unit_id, CAST(f.year AS VARCHAR), f.prefix || CAST(f.number AS VARCHAR)) AS case_key,
    p.payee,
    p.amount AS paid,
    p.paid_on,
    p.voucher_no,
    CASE
        WHEN f.first_on IS NOT NULL
            THEN '同一号码在' || CAST(f.first_on AS VARCHAR) || '至' || CAST(f.last_on AS VARCHAR) || '的不同日子使用'
        WHEN f.previous + 2 = f.number THEN '前面缺' || CAST(f.previous + 1 AS VARCHAR) || '号'
        WHEN f.previous IS NOT NULL
            THEN '前面缺' || CAST(f.previous + 1 AS VARCHAR) || '至' || CAST(f.number - 1 AS VARCHAR) || '号'
        ELSE '凭证号、日期、单位或金额不明'
    END AS finding_zh,
    CASE
        WHEN f.first_on IS NOT NULL
            THEN 'the number was used on different days from ' || CAST(f.first_on AS VARCHAR) || ' to ' || CAST(f.last_on AS VARCHAR)
        WHEN f.previous + 2 = f.number THEN 'number ' || CAST(f.previous + 1 AS VARCHAR) || ' before it is missing'
        WHEN f.previous IS NOT NULL
            THEN 'numbers ' || CAST(f.previous + 1 AS VARCHAR) || ' to ' || CAST(f.number - 1 AS VARCHAR) || ' before it are missing'
        ELSE 'number, day, unit or amount is unknown'
    END AS finding_en
FROM vouchers AS p
LEFT JOIN findings AS f
    ON f.unit_id = p.unit_id AND f.year = EXTRACT(YEAR FROM p.paid_on)
    AND f.prefix = p.prefix AND f.number = TRY_CAST(SUBSTR(p.voucher_no, LENGTH(p.prefix) + 1) AS BIGINT)
