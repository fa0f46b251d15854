/*
id: payments.without_contract
title: {zh: 应签合同未签, en: Paid without a contract}
subject: payments
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 单位合同管理制度（起点金额由单位设定）, mark: P}
why:
  zh: 达到起点的采购要有合同，约定买什么、多少钱、怎么验收；没有合同，付款就没有标准可对。
  en: A purchase above the line needs a contract that says what is bought, for how much and how it is accepted; without one a payment has nothing to be held against.
message:
  zh: "{paid_on}付{payee}{amount}元（科目{economic_code}），达到签订合同的起点{line}元，{finding_zh}。"
  en: "{amount} yuan paid to {payee} on {paid_on} (code {economic_code}) reach the line for contracts of {line} yuan: {finding_en}."
parameters:
  purchase_codes:
    default: "302,309,310"
    zh: 属于采购的经济分类（前三位，逗号分开）
    en: Economic codes (first three digits, comma between) that are purchases
  other_codes:
    default: "30204,30205,30206,30208,30211,30212,30217,30226,30228,30229,30240"
    zh: 其中不签合同的科目：手续费、水电取暖、差旅、出国、接待、劳务、工会、福利、税金（逗号分开）
    en: Codes among them that are paid without a contract, such as charges, water, power, heating, travel, receptions, labour, welfare and taxes
exclusions:
  zh: 低于起点的付款，冲销（负数），报销单付款，工资、补助、税费等不属于采购的支出。
  en: Payments below the line, reversals, payments of claims, and what is no purchase, such as wages, subsidies and taxes.
since: 0.1.0
*/
WITH judged AS (
    SELECT
        p.payment_id, p.payee, p.amount, p.paid_on, p.economic_code,
        CAST(l.value AS DECIMAL(18, 2)) AS line,
        CASE
            WHEN p.amount IS NULL THEN 'unknown'
            WHEN p.amount <= 0 THEN 'reversal'
            WHEN l.value IS NULL THEN 'unknown'
            WHEN p.amount < l.value OR p.claim_id IS NOT NULL THEN 'exempt'
            WHEN c.contract_id IS NOT NULL THEN 'contract'
            WHEN p.contract_id IS NOT NULL THEN 'unknown_contract'
            WHEN p.economic_code IS NULL THEN 'no_code'
            WHEN STRPOS(',' || $purchase_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ',') = 0 THEN 'exempt'
            WHEN STRPOS(',' || $other_codes || ',', ',' || p.economic_code || ',') > 0 THEN 'exempt'
            WHEN p.contract_no IS NOT NULL THEN 'named_only'
            ELSE 'none'
        END AS finding
    FROM payments AS p
    LEFT JOIN contracts AS c ON c.contract_id = p.contract_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'contract_required_from' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
)
SELECT
    payment_id,
    CASE
        WHEN finding IN ('unknown', 'no_code', 'named_only') THEN 'cannot_judge'
        WHEN finding IN ('reversal', 'exempt') THEN 'not_applicable'
        WHEN finding = 'contract' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    amount,
    payment_id AS case_key,
    payee,
    paid_on,
    economic_code,
    line,
    CASE finding
        WHEN 'unknown_contract' THEN '所列合同不在台账中'
        WHEN 'none' THEN '没有合同'
        WHEN 'named_only' THEN '只有合同号，合同不在台账中'
        ELSE '科目、金额、日期或起点不明'
    END AS finding_zh,
    CASE finding
        WHEN 'unknown_contract' THEN 'the contract named is not on record'
        WHEN 'none' THEN 'there is no contract'
        WHEN 'named_only' THEN 'there is only a contract number, the contract is not on record'
        ELSE 'code, amount, day or line is unknown'
    END AS finding_en
FROM judged
