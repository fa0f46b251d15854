WITH sizeable AS (
    SELECT payment_id, unit_id, payee, paid_on, amount
    FROM payments
    WHERE amount >= 5000 AND amount < 50000 AND contract_id IS NULL AND contract_no IS NULL
        AND (economic_code IS NULL OR LEFT(economic_code, 3) NOT IN ('301', '303'))
        AND payment_id NOT IN (
            SELECT p.payment_id
            FROM payments AS p
            JOIN payments AS r ON r.reverses_id = p.payment_id
            WHERE r.reverses_id IS NOT NULL
            GROUP BY p.payment_id, p.amount
            HAVING p.amount + SUM(r.amount) <= 0
        )
),
windows AS (
    SELECT DISTINCT
        unit_id, payee, paid_on AS to_on, MIN(paid_on) OVER last_days AS from_on,
        SUM(amount) OVER last_days AS together, COUNT(*) OVER last_days AS times
    FROM sizeable
    WINDOW last_days AS (
        PARTITION BY unit_id, payee ORDER BY paid_on RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW
    )
),
over AS (
    SELECT unit_id, payee, from_on, to_on FROM windows WHERE together >= 50000 AND times > 1
)
SELECT s.payment_id, s.payee, s.paid_on, s.amount
FROM sizeable AS s
WHERE EXISTS (
    SELECT 1 FROM over AS o
    WHERE o.unit_id = s.unit_id AND o.payee = s.payee AND s.paid_on BETWEEN o.from_on AND o.to_on
)
