/*
id: payments.bad_identifier
title: {zh: 信用代码或发票号不成立, en: Credit code or invoice number that cannot exist}
subject: payments
severity: yellow
basis:
  - {document: 法人和其他组织统一社会信用代码编码规则, number: GB 32100-2015, from: 2015-10-01, mark: V}
  - {document: 中华人民共和国发票管理办法, article: 第二十条, from: 2023-07-20, mark: L}
why:
  zh: 校验码对不上的信用代码、位数不对的发票号，不是录错，就是根本没有这家单位、这张发票。
  en: A credit code whose check digit fails or an invoice number of an impossible length is a slip, or the firm or invoice does not exist.
message:
  zh: "{paid_on}付{payee}{paid}元：{finding_zh}。"
  en: "{paid} yuan paid to {payee} on {paid_on}: {finding_en}."
parameters:
  old_lengths:
    default: "15,20"
    zh: 旧税号的位数，不按信用代码校验（逗号分开）
    en: Lengths of old tax numbers, which have no check digit (comma between)
  invoice_lengths:
    default: "18,20"
    zh: 长号码的位数：代码加号码18或20位，数电票20位（逗号分开）
    en: Lengths of long invoice numbers, code and number together 18 or 20, digital invoices 20 (comma between)
exclusions:
  zh: 冲销（负数），既没有信用代码也没有发票号的付款，只有旧税号的付款。
  en: Reversals, payments with neither credit code nor invoice number, and those with only an old tax number.
assumptions:
  zh: 信用代码18位，按权数校验；发票号只判断12位以上的纯数字，较短的号码各地票种不一，不作判断。
  en: A credit code has 18 characters and a weighted check digit. Only invoice numbers of more than 12 digits are judged, since shorter ones differ by kind of receipt.
since: 0.1.0
*/
WITH given_codes AS (
    SELECT DISTINCT payee_uscc AS code
    FROM payments
    WHERE payee_uscc IS NOT NULL
),
-- Powers of three modulo 31: the weight of each of the 17 places, and 1 for the check character itself.
places AS (
    SELECT place, weight
    FROM (
        VALUES (1, 1), (2, 3), (3, 9), (4, 27), (5, 19), (6, 26), (7, 16), (8, 17), (9, 20),
            (10, 29), (11, 25), (12, 13), (13, 8), (14, 24), (15, 10), (16, 30), (17, 28), (18, 1)
    ) AS weights(place, weight)
),
checked AS (
    SELECT
        g.code,
        LENGTH(g.code) AS length,
        SUM((STRPOS('0123456789ABCDEFGHJKLMNPQRTUWXY', SUBSTR(g.code, p.place, 1)) - 1) * p.weight) % 31 AS remainder,
        MIN(STRPOS('0123456789ABCDEFGHJKLMNPQRTUWXY', SUBSTR(g.code, p.place, 1))) AS lowest
    FROM given_codes AS g
    CROSS JOIN places AS p
    GROUP BY g.code
),
codes AS (
    SELECT
        code,
        CASE
            WHEN STRPOS(',' || $old_lengths || ',', ',' || CAST(length AS VARCHAR) || ',') > 0 THEN 'old'
            WHEN length <> 18 THEN 'length'
            WHEN lowest = 0 THEN 'character'
            WHEN remainder <> 0 THEN 'check'
            ELSE 'good'
        END AS finding
    FROM checked
),
judged AS (
    SELECT
        p.payment_id, p.payee, p.payee_uscc, p.invoice_no, p.amount, p.paid_on, c.finding,
        LENGTH(p.invoice_no) > 12
        AND STRPOS(',' || $invoice_lengths || ',', ',' || CAST(LENGTH(p.invoice_no) AS VARCHAR) || ',') = 0
        AND REGEXP_MATCHES(p.invoice_no, '^[0-9]*$') AS is_bad_invoice
    FROM payments AS p
    LEFT JOIN codes AS c ON c.code = p.payee_uscc
)
SELECT
    payment_id,
    CASE
        WHEN amount IS NULL THEN 'cannot_judge'
        WHEN amount <= 0 THEN 'not_applicable'
        WHEN finding IN ('length', 'character', 'check') OR is_bad_invoice THEN 'fail'
        WHEN invoice_no IS NULL AND (payee_uscc IS NULL OR finding = 'old') THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    amount,
    CASE WHEN finding IN ('length', 'character', 'check') THEN payee_uscc ELSE payment_id END AS case_key,
    payee,
    amount AS paid,
    paid_on,
    CASE
        WHEN finding = 'length' THEN '信用代码' || payee_uscc || '不是18位'
        WHEN finding = 'character' THEN '信用代码' || payee_uscc || '含不使用的字符'
        WHEN finding = 'check' THEN '信用代码' || payee_uscc || '校验码不符'
        WHEN is_bad_invoice THEN '发票号' || invoice_no || '的位数不对'
        ELSE '金额不明'
    END AS finding_zh,
    CASE
        WHEN finding = 'length' THEN 'credit code ' || payee_uscc || ' does not have 18 characters'
        WHEN finding = 'character' THEN 'credit code ' || payee_uscc || ' has characters that are not used'
        WHEN finding = 'check' THEN 'the check digit of credit code ' || payee_uscc || ' is wrong'
        WHEN is_bad_invoice THEN 'invoice number ' || invoice_no || ' has an impossible length'
        ELSE 'amount unknown'
    END AS finding_en
FROM judged
