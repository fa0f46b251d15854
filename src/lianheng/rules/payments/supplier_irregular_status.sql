/*
id: payments.supplier_irregular_status
title: {zh: 付款给已注销、吊销、异常或失信的单位, en: Paid to a firm that was closed, revoked, abnormal or dishonest}
subject: payments
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 中华人民共和国政府采购法, article: 第二十二条, from: 2014-08-31, mark: L}
why:
  zh: 已经注销、吊销或列入异常、失信名单的单位不能正常经营、履约，还在收钱就要问清楚。
  en: A firm that was struck off or put on a list of abnormal or dishonest ones cannot trade or perform as usual; money still going to it must be explained.
message:
  zh: "{paid_on}付{payee}{paid}元，该单位自{status_on}起为“{status_zh}”。"
  en: "{paid} yuan paid to {payee} on {paid_on}; the firm has been “{status}” since {status_on}."
exclusions:
  zh: 冲销（负数），没有信用代码、也不在供应商库的收款人（多为个人和单位内部）。
  en: Reversals, payees without a credit code that are not among the suppliers (mostly persons and the unit itself).
assumptions:
  zh: 先按信用代码找供应商，没有再按名称；状态日期早于支付日的才算，当天变更的不算。
  en: A supplier is found by its credit code, else by its name. The status must date from before the day of payment.
since: 0.1.0
*/
WITH coded AS (
    SELECT COALESCE(uscc, supplier_id) AS code, MIN(status) AS status, MIN(status_on) AS status_on
    FROM suppliers
    GROUP BY COALESCE(uscc, supplier_id)
    HAVING COUNT(*) = 1
),
named AS (
    -- A name that two suppliers share identifies neither.
    SELECT name, MIN(status) AS status, MIN(status_on) AS status_on
    FROM suppliers
    WHERE name IS NOT NULL
    GROUP BY name
    HAVING COUNT(*) = 1
),
found AS (
    SELECT
        p.payment_id, p.payee, p.payee_uscc, p.amount, p.paid_on,
        c.code IS NOT NULL OR n.name IS NOT NULL AS is_known,
        CASE WHEN c.code IS NOT NULL THEN c.status ELSE n.status END AS status,
        CASE WHEN c.code IS NOT NULL THEN c.status_on ELSE n.status_on END AS status_on
    FROM payments AS p
    LEFT JOIN coded AS c ON c.code = p.payee_uscc
    LEFT JOIN named AS n ON n.name = p.payee
)
SELECT
    payment_id,
    CASE
        WHEN amount IS NULL OR paid_on IS NULL THEN 'cannot_judge'
        WHEN amount <= 0 THEN 'not_applicable'
        WHEN NOT is_known AND payee_uscc IS NULL THEN 'not_applicable'
        WHEN status IS NULL THEN 'cannot_judge'
        WHEN status = 'active' THEN 'pass'
        WHEN status_on IS NULL THEN 'cannot_judge'
        WHEN status_on < paid_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    amount,
    COALESCE(payee_uscc, payee) AS case_key,
    payee,
    amount AS paid,
    paid_on,
    status_on,
    status,
    CASE status
        WHEN 'revoked' THEN '吊销'
        WHEN 'cancelled' THEN '注销'
        WHEN 'abnormal' THEN '经营异常'
        WHEN 'dishonest' THEN '失信'
        WHEN 'active' THEN '存续'
        ELSE '状态不明'
    END AS status_zh
FROM found
