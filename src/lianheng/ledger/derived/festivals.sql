-- Each unit's festivals with the days before them in which a reminder is due, and the reminders held in those days.
-- How many days is the limit holiday_reminder_days. A reminder counts for each festival that its holiday names, by
-- either name, and for every festival near when it names none. Two festivals may fall on one day.
WITH names AS (
    SELECT festival, other_name
    FROM (
        VALUES ('元旦', '新年'), ('春节', '新春'), ('清明', '清明'), ('劳动节', '五一'),
            ('端午', '端午'), ('中秋', '中秋'), ('国庆', '十一')
    ) AS n (festival, other_name)
),
dates AS (
    SELECT d.year, n.festival, n.other_name, MIN(d.on_day) AS falls_on
    FROM days AS d
    JOIN names AS n ON STRPOS(d.festival, n.festival) > 0
    JOIN ledger_years AS y ON y.year = d.year
    GROUP BY d.year, n.festival, n.other_name
),
owed AS (
    SELECT
        l.unit_id, d.year, d.festival, d.other_name, d.falls_on,
        d.falls_on - CAST(l.value AS INTEGER) AS window_from,
        d.falls_on - 1 AS window_to
    FROM dates AS d
    JOIN limits AS l
        ON l.limit_id = 'holiday_reminder_days' AND d.falls_on BETWEEN l.valid_from AND l.valid_to
),
held AS (
    SELECT o.unit_id, o.year, o.festival, COUNT(*) AS reminders, MIN(a.held_on) AS first_reminder_on
    FROM owed AS o
    JOIN activities AS a ON a.unit_id = o.unit_id AND a.held_on BETWEEN o.window_from AND o.window_to
    WHERE a.kind = 'holiday_reminder'
        AND (a.holiday IS NULL OR STRPOS(a.holiday, o.festival) > 0 OR STRPOS(a.holiday, o.other_name) > 0)
    GROUP BY o.unit_id, o.year, o.festival
)
SELECT
    CONCAT_WS('|', o.unit_id, CAST(o.year AS VARCHAR), o.festival) AS festival_id,
    o.unit_id,
    o.year,
    o.festival,
    o.falls_on,
    o.window_from,
    o.window_to,
    COALESCE(h.reminders, 0) AS reminders,
    h.first_reminder_on,
    o.window_to <= run.as_at AS ended
FROM owed AS o
CROSS JOIN run
LEFT JOIN held AS h ON h.unit_id = o.unit_id AND h.year = o.year AND h.festival = o.festival
