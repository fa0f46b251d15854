-- Each person in each of the ledger's years in which they served on at least one day, with the first and last such day.
-- One who left before joining, as the record has it, served on none.
WITH years AS (
    SELECT
        year,
        MAKE_DATE(CAST(year AS INTEGER), 1, 1) AS starts_on,
        MAKE_DATE(CAST(year AS INTEGER), 12, 31) AS ends_on
    FROM ledger_years
)
SELECT
    p.person_id,
    y.year,
    p.unit_id,
    GREATEST(COALESCE(p.joined_on, y.starts_on), y.starts_on) AS from_on,
    LEAST(COALESCE(p.left_on, y.ends_on), y.ends_on) AS to_on,
    y.ends_on AS year_ends_on,
    y.ends_on <= run.as_at AS ended
FROM people AS p
CROSS JOIN years AS y
CROSS JOIN run
WHERE (p.joined_on IS NULL OR p.joined_on <= y.ends_on)
    AND (p.left_on IS NULL OR p.left_on >= y.starts_on)
    AND (p.joined_on IS NULL OR p.left_on IS NULL OR p.joined_on <= p.left_on)
