WITH bins AS (
    SELECT unit_id, CAST(LEFT(CAST(CAST(amount * 100 AS BIGINT) AS VARCHAR), 2) AS INTEGER) AS digits, COUNT(*) AS n
    FROM payments
    WHERE amount >= 10
    GROUP BY ALL
),
shares AS (
    SELECT *, n / SUM(n) OVER (PARTITION BY unit_id) AS observed, LOG10(1 + 1.0 / digits) AS expected,
        SUM(n) OVER (PARTITION BY unit_id) AS total
    FROM bins
),
deviating AS (
    SELECT unit_id FROM shares WHERE total >= 1000
    GROUP BY unit_id HAVING (SUM(ABS(observed - expected)) + 1 - SUM(expected)) / 90 > 0.0022
),
excess AS (
    SELECT s.unit_id, s.digits
    FROM shares AS s
    JOIN deviating AS d ON d.unit_id = s.unit_id
    WHERE s.observed - s.expected - 0.5 / s.total > 3 * SQRT(s.expected * (1 - s.expected) / s.total)
)
SELECT p.payment_id, p.unit_id, p.amount, e.digits
FROM payments AS p
JOIN excess AS e
    ON e.unit_id = p.unit_id AND e.digits = CAST(LEFT(CAST(CAST(p.amount * 100 AS BIGINT) AS VARCHAR), 2) AS INTEGER)
WHERE p.amount >= 10
