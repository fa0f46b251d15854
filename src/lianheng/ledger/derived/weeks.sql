-- Each unit's ISO weeks with the day the weekly meeting is due: the Friday, where that is worked; other weeks owe none.
-- A meeting on another day of the same week counts as moved. A week has ended with its last working day.
WITH calendar AS (
    SELECT on_day, working, weekday, CAST(DATE_TRUNC('week', on_day) AS DATE) AS starts_on
    FROM days
),
iso_weeks AS (
    SELECT
        starts_on,
        CAST(starts_on + INTERVAL 6 DAY AS DATE) AS ends_on,
        CAST(EXTRACT(YEAR FROM starts_on + INTERVAL 3 DAY) AS BIGINT) AS year,
        CAST(EXTRACT(WEEK FROM starts_on) AS BIGINT) AS week,
        MAX(CASE WHEN working AND weekday = 5 THEN on_day END) AS meeting_due_on,
        MAX(CASE WHEN working THEN on_day END) AS last_working_on
    FROM calendar
    GROUP BY starts_on
),
owed AS (
    SELECT u.unit_id, w.starts_on, w.ends_on, w.year, w.week, w.meeting_due_on, w.last_working_on
    FROM units AS u
    CROSS JOIN iso_weeks AS w
    JOIN ledger_years AS y ON y.year = w.year
),
meetings AS (
    SELECT
        o.unit_id, o.starts_on,
        MIN(CASE WHEN a.held_on = o.meeting_due_on THEN a.held_on END) AS held_when_due_on,
        MIN(a.held_on) AS first_held_on
    FROM owed AS o
    JOIN activities AS a ON a.unit_id = o.unit_id AND CAST(DATE_TRUNC('week', a.held_on) AS DATE) = o.starts_on
    WHERE a.kind = 'weekly_meeting'
    GROUP BY o.unit_id, o.starts_on
)
SELECT
    o.unit_id || '|' || CAST(o.year AS VARCHAR) || '-W' || LPAD(CAST(o.week AS VARCHAR), 2, '0') AS week_id,
    o.unit_id,
    o.year,
    o.week,
    o.starts_on,
    o.ends_on,
    o.meeting_due_on,
    COALESCE(m.held_when_due_on, m.first_held_on) AS held_on,
    m.first_held_on IS NOT NULL AS held,
    m.first_held_on IS NOT NULL AND m.held_when_due_on IS NULL AND o.meeting_due_on IS NOT NULL AS moved,
    COALESCE(o.last_working_on, o.ends_on) <= run.as_at AS ended
FROM owed AS o
CROSS JOIN run
LEFT JOIN meetings AS m ON m.unit_id = o.unit_id AND m.starts_on = o.starts_on
