-- The years the ledger is about: the run's year, or all from the first recorded to the last, up to the run's day.
WITH seen AS (
    SELECT CAST(EXTRACT(YEAR FROM held_on) AS BIGINT) AS year FROM activities
    UNION ALL
    SELECT CAST(EXTRACT(YEAR FROM held_on) AS BIGINT) AS year FROM talks
    UNION ALL
    SELECT year FROM duties
    UNION ALL
    SELECT year FROM pledges
),
span AS (
    SELECT MIN(year) AS first_year, MAX(year) AS last_year FROM seen
)
SELECT year
FROM run
WHERE year IS NOT NULL
UNION ALL
SELECT DISTINCT days.year
FROM days
CROSS JOIN span
CROSS JOIN run
WHERE run.year IS NULL
    AND days.year BETWEEN span.first_year AND span.last_year
    AND days.year <= EXTRACT(YEAR FROM run.as_at)
