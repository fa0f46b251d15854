WITH sizeable AS (
    SELECT payment_id, unit_id, payee, paid_on, amount
    FROM payments
    WHERE amount >= 10000 AND amount < 50000 AND contract_id IS NULL AND contract_no IS NULL
),
windows AS (
    SELECT
        payment_id, unit_id, payee, paid_on, amount,
        SUM(amount) OVER last_days AS together, COUNT(*) OVER last_days AS times
    FROM sizeable
    WINDOW last_days AS (
        PARTITION BY unit_id, payee ORDER BY paid_on RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW
    )
)
SELECT * FROM windows WHERE together >= 50000 AND times > 1
