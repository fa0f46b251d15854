/*
id: payments.prepaid_three_public
title: {zh: 第四季度预付会议、用车、接待费, en: Meetings, cars or receptions prepaid in the last quarter}
subject: payments
severity: orange
basis:
  - {document: 中华人民共和国预算法实施条例, number: 国务院令第729号, article: 第六十条, from: 2020-10-01, mark: L}
  - {document: 审计署2019年预算执行审计方法, article: A0127, mark: V}
why:
  zh: 年底把没有花完的钱预存到酒店、加油站和修理厂，账上已经支出，实际留着以后用，逃过了结转收回。
  en: Money paid ahead to hotels, petrol stations and garages at year's end is booked as spent but kept for later, out of reach of the budget.
message:
  zh: "{paid_on}付{payee}{paid}元（科目{economic_code}），摘要“{purpose}”，为第四季度预付，超过{line}元。"
  en: "{paid} yuan paid to {payee} on {paid_on} (code {economic_code}), purpose “{purpose}”: a prepayment in the last quarter above {line} yuan."
parameters:
  codes:
    default: "30215,30216,30217,30231"
    zh: 会议、培训、公务接待、公务用车运行维护科目（逗号分开）
    en: Codes of meetings, training, receptions and the running of vehicles (comma between)
  words:
    default: "预付|预存|预缴|预交|预支|充值|储值|订金|定金"
    zh: 摘要中表示预付的字样
    en: Words in the purpose that tell a prepayment
  quarter_from:
    default: 10
    zh: 第四季度从几月起
    en: Month in which the last quarter begins
exclusions:
  zh: 冲销（负数），其他科目、其他季度的付款，不超过起点的付款。
  en: Reversals, other codes and quarters, payments not above the line.
assumptions:
  zh: 预付以摘要为准，没有摘要的无法判断。
  en: A prepayment is told by its purpose; without one it cannot be judged.
since: 0.1.0
*/
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.paid_on IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 OR EXTRACT(MONTH FROM p.paid_on) < $quarter_from THEN 'not_applicable'
        WHEN l.value IS NULL THEN 'cannot_judge'
        WHEN p.amount <= l.value THEN 'not_applicable'
        WHEN p.economic_code IS NULL THEN 'cannot_judge'
        WHEN STRPOS(',' || $codes || ',', ',' || p.economic_code || ',') = 0 THEN 'not_applicable'
        WHEN p.purpose IS NULL THEN 'cannot_judge'
        WHEN REGEXP_MATCHES(p.purpose, $words) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.payment_id AS case_key,
    p.payee,
    p.amount AS paid,
    p.paid_on,
    p.economic_code,
    p.purpose,
    CAST(l.value AS DECIMAL(18, 2)) AS line
FROM payments AS p
LEFT JOIN limits AS l
    ON l.limit_id = 'prepaid_three_public_from' AND l.unit_id = p.unit_id
    AND p.paid_on BETWEEN l.valid_from AND l.valid_to
