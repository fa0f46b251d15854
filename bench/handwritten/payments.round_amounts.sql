WITH payees AS (
    SELECT unit_id, payee, COUNT(*) AS payments, COUNT(*) FILTER (amount % 1000 = 0) AS rounds
    FROM payments
    WHERE amount >= 1000
    GROUP BY ALL
),
units_usual AS (
    SELECT unit_id, SUM(payments) AS payments, SUM(rounds) AS rounds FROM payees GROUP BY unit_id
)
SELECT p.payment_id, p.payee, p.amount, p.paid_on, y.payments, y.rounds
FROM payments AS p
JOIN payees AS y ON y.unit_id = p.unit_id AND y.payee = p.payee
JOIN units_usual AS u ON u.unit_id = p.unit_id
WHERE p.amount % 1000 = 0 AND y.payments >= 10
    AND y.rounds * (u.payments - y.payments) > 3 * (u.rounds - y.rounds) * y.payments
