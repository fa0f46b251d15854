/*
id: payments.vague_purpose
title: {zh: 摘要空缺或含糊, en: Purpose missing or vague}
subject: payments
severity: yellow
basis:
  - {document: 中华人民共和国会计法, article: 第十三条、第十四条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十三条、第十四条, from: 2024-07-01, mark: L}
why:
  zh: 摘要说不清付的是什么，事后谁也无从核对；不实支出多半写得含糊。
  en: Where the purpose does not say what was paid for, nobody can check it later; untrue spending is mostly worded vaguely.
message:
  zh: "{paid_on}付{payee}{paid}元，摘要“{purpose}”：{finding_zh}。"
  en: "{paid} yuan paid to {payee} on {paid_on}, purpose “{purpose}”: {finding_en}."
parameters:
  from_amount: {default: 1000, zh: 多少元以上的付款才要求, en: Amount from which it is asked for}
  shortest: {default: 4, zh: 摘要至少几个字, en: Least length of a purpose}
  vague_words:
    default: "其他,其它,其他费用,其他支出,费用,支出,付款,支付,报销,报销款,报销费用,补,补款,补付,调整,调账,往来,往来款,货款,材料款,服务费,日常支出,零星支出,零星开支,相关费用,有关费用,一批"
    zh: 说明不了用途的整句摘要（逗号分开）
    en: Whole purposes that say nothing (comma between)
exclusions:
  zh: 冲销（负数），小额付款。
  en: Reversals, small payments.
assumptions:
  zh: 一个单位的付款全都没有摘要的，是来源不记摘要，判为无法判断；有的有、有的没有，空缺的就不符。
  en: Where none of a unit's payments has a purpose its source does not record any, and they cannot be judged; where some have one, those without fail.
since: 0.1.0
*/
WITH recording_units AS (
    SELECT unit_id, COUNT(purpose) AS purposes
    FROM payments
    WHERE unit_id IS NOT NULL
    GROUP BY unit_id
),
judged AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, p.amount, p.paid_on, p.purpose,
        CASE
            WHEN p.amount IS NULL THEN 'unknown'
            WHEN p.amount < $from_amount THEN 'small'
            WHEN p.purpose IS NULL AND COALESCE(u.purposes, 0) = 0 THEN 'unknown'
            WHEN p.purpose IS NULL OR TRIM(p.purpose) = '' THEN 'missing'
            WHEN LENGTH(TRIM(p.purpose)) < $shortest THEN 'short'
            WHEN STRPOS(',' || $vague_words || ',', ',' || TRIM(p.purpose) || ',') > 0 THEN 'vague'
            ELSE 'clear'
        END AS finding
    FROM payments AS p
    LEFT JOIN recording_units AS u ON u.unit_id = p.unit_id
)
SELECT
    payment_id,
    CASE
        WHEN finding = 'unknown' THEN 'cannot_judge'
        WHEN finding = 'small' THEN 'not_applicable'
        WHEN finding = 'clear' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    amount,
    payment_id AS case_key,
    payee,
    amount AS paid,
    paid_on,
    purpose,
    CASE finding
        WHEN 'missing' THEN '没有摘要'
        WHEN 'short' THEN '太短，说不清付的是什么'
        WHEN 'vague' THEN '含糊，说不清付的是什么'
        ELSE '来源不记摘要，或金额不明'
    END AS finding_zh,
    CASE finding
        WHEN 'missing' THEN 'there is none'
        WHEN 'short' THEN 'too short to say what was paid for'
        WHEN 'vague' THEN 'does not say what was paid for'
        ELSE 'the source records none, or the amount is unknown'
    END AS finding_en
FROM judged
