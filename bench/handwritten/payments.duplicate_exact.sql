WITH repeated AS (
    SELECT unit_id, payee, invoice_no, ABS(amount) AS size, SUM(SIGN(amount)) AS times
    FROM payments
    WHERE invoice_no IS NOT NULL
    GROUP BY ALL
    HAVING SUM(SIGN(amount)) > 1
)
SELECT p.payment_id, p.payee, p.invoice_no, p.amount, p.paid_on, p.voucher_no, r.times
FROM payments AS p
JOIN repeated AS r
    ON r.unit_id = p.unit_id AND r.payee = p.payee AND r.invoice_no = p.invoice_no AND r.size = p.amount
WHERE p.amount >= 500
