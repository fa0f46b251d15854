-- What each unit owes by the month and by the half-year: monthly analyses and special meetings on integrity.
-- How often is the standard organisation_life in force on the period's first day. Every unit owes both.
-- An analysis counts for the month it analyses, once it has been issued.
WITH owed AS (
    SELECT s.unit_id, s.kind, q.frequency, q.period, q.year, q.starts_on, q.ends_on, s.times AS due
    FROM organisation_life AS s
    JOIN ledger_periods AS q ON q.frequency = s.period AND q.starts_on BETWEEN s.valid_from AND s.valid_to
    WHERE s.kind IN ('integrity_meeting', 'analysis')
),
meetings AS (
    SELECT o.unit_id, o.kind, o.period, COUNT(*) AS held, MIN(a.held_on) AS first_held_on
    FROM owed AS o
    JOIN activities AS a
        ON a.unit_id = o.unit_id AND a.kind = o.kind AND a.held_on BETWEEN o.starts_on AND o.ends_on
    GROUP BY o.unit_id, o.kind, o.period
),
issued AS (
    SELECT unit_id, 'analysis' AS kind, month AS period, COUNT(*) AS held, MIN(issued_on) AS first_held_on
    FROM analyses
    WHERE issued_on IS NOT NULL
    GROUP BY unit_id, month
),
counts AS (
    SELECT unit_id, kind, period, held, first_held_on FROM meetings
    UNION ALL
    SELECT unit_id, kind, period, held, first_held_on FROM issued
)
SELECT
    CONCAT_WS('|', o.unit_id, o.kind, o.period) AS period_id,
    o.unit_id,
    o.kind,
    o.frequency,
    o.period,
    o.year,
    o.starts_on,
    o.ends_on,
    o.ends_on <= run.as_at AS ended,
    o.due,
    COALESCE(c.held, 0) AS held,
    c.first_held_on
FROM owed AS o
CROSS JOIN run
LEFT JOIN counts AS c ON c.unit_id = o.unit_id AND c.kind = o.kind AND c.period = o.period
