-- Months, quarters, half-years and years of the ledger's years, with their first and last day.
WITH months AS (
    SELECT month_no
    FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) AS m (month_no)
),
frequencies AS (
    SELECT frequency, letter, months
    FROM (VALUES ('month', '', 1), ('quarter', 'Q', 3), ('half_year', 'H', 6), ('year', '', 12))
        AS f (frequency, letter, months)
),
starts AS (
    SELECT
        y.year,
        f.frequency,
        f.letter,
        CAST((m.month_no + f.months - 1) / f.months AS INTEGER) AS ordinal,
        MAKE_DATE(CAST(y.year AS INTEGER), m.month_no, 1) AS starts_on,
        LAST_DAY(MAKE_DATE(CAST(y.year AS INTEGER), m.month_no + f.months - 1, 1)) AS ends_on
    FROM ledger_years AS y
    CROSS JOIN months AS m
    CROSS JOIN frequencies AS f
    WHERE (m.month_no - 1) % f.months = 0
)
SELECT
    CASE
        WHEN frequency = 'year' THEN CAST(year AS VARCHAR)
        WHEN frequency = 'month' THEN CAST(year AS VARCHAR) || '-' || LPAD(CAST(ordinal AS VARCHAR), 2, '0')
        ELSE CAST(year AS VARCHAR) || '-' || letter || CAST(ordinal AS VARCHAR)
    END AS period,
    year,
    frequency,
    starts_on,
    ends_on
FROM starts
