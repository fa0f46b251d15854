SELECT payment_id, amount, paid_on, voucher_no, payee, maker_id
FROM payments
WHERE maker_id = reviewer_id OR maker_id = approver_id
