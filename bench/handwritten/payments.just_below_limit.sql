WITH near_limit AS (
    SELECT
        unit_id, approver_id,
        COUNT(*) FILTER (amount < 50000) AS below, COUNT(*) FILTER (amount >= 50000) AS above
    FROM payments
    WHERE amount >= 45000 AND amount < 55000
    GROUP BY ALL
)
SELECT p.payment_id, p.payee, p.amount, p.paid_on, n.below, n.above
FROM payments AS p
JOIN near_limit AS n ON n.unit_id = p.unit_id AND n.approver_id IS NOT DISTINCT FROM p.approver_id
WHERE p.amount >= 45000 AND p.amount < 50000 AND n.below >= 10 AND n.below > 3 * GREATEST(n.above, 1)
