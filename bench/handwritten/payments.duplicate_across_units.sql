WITH repeated AS (
    SELECT payee, invoice_no
    FROM payments
    WHERE invoice_no IS NOT NULL AND amount > 0
    GROUP BY payee, invoice_no
    HAVING MIN(unit_id) <> MAX(unit_id) OR MIN(line_id) <> MAX(line_id)
)
SELECT p.payment_id, p.unit_id, p.payee, p.invoice_no, p.amount, p.paid_on, p.voucher_no
FROM payments AS p
JOIN repeated AS r ON r.payee = p.payee AND r.invoice_no = p.invoice_no
WHERE p.amount > 0
