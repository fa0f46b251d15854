/*
id: payments.before_contract
title: {zh: 先付款后签合同, en: Paid before the contract was signed}
subject: payments
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 合同签订之前没有付款的依据；先付后签，合同是补的，价格和条件谁也没有先谈过。
  en: Before a contract is signed nothing is owed. A contract signed after the money left was made to fit the payment.
message:
  zh: "{paid_on}付{payee}{amount}元，合同{contract_id}到{signed_on}才签订，早付{days_early}天。"
  en: "{amount} yuan paid to {payee} on {paid_on}, {days_early} days before contract {contract_id} was signed on {signed_on}."
exclusions:
  zh: 没有合同的付款，冲销（负数）。
  en: Payments without a contract, reversals (negative amounts).
since: 0.1.0
*/
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 OR p.contract_id IS NULL THEN 'not_applicable'
        WHEN p.paid_on IS NULL OR c.signed_on IS NULL THEN 'cannot_judge'
        WHEN p.paid_on < c.signed_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.contract_id AS case_key,
    p.payee,
    p.paid_on,
    p.contract_id,
    c.signed_on,
    DATE_DIFF('day', p.paid_on, c.signed_on) AS days_early
FROM payments AS p
LEFT JOIN contracts AS c ON c.contract_id = p.contract_id
