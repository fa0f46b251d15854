-- Each person in each year of service: where they stood, what they studied, how often they were talked with.
-- Study hours are those of study-like activities attended or made up, in the year the activity was held.
WITH studied AS (
    SELECT
        t.person_id,
        CAST(EXTRACT(YEAR FROM a.held_on) AS BIGINT) AS year,
        SUM(a.hours) AS study_hours,
        COUNT(CASE WHEN a.hours IS NULL THEN 1 END) AS sessions_without_hours
    FROM attendance AS t
    JOIN activities AS a ON a.activity_id = t.activity_id
    WHERE t.status IN ('present', 'made_up')
        AND a.kind IN ('study', 'discussion', 'theory_lecture', 'party_lecture', 'warning_education', 'convey',
            'four_histories', 'theme_day')
    GROUP BY t.person_id, CAST(EXTRACT(YEAR FROM a.held_on) AS BIGINT)
),
talked AS (
    SELECT interviewee_id AS person_id, CAST(EXTRACT(YEAR FROM held_on) AS BIGINT) AS year, COUNT(*) AS talks_received
    FROM talks
    GROUP BY interviewee_id, CAST(EXTRACT(YEAR FROM held_on) AS BIGINT)
),
written AS (
    SELECT person_id, CAST(EXTRACT(YEAR FROM submitted_on) AS BIGINT) AS year, COUNT(*) AS essays
    FROM essays
    WHERE accepted
    GROUP BY person_id, CAST(EXTRACT(YEAR FROM submitted_on) AS BIGINT)
)
SELECT
    CONCAT_WS('|', p.person_id, CAST(s.year AS VARCHAR)) AS person_year_id,
    p.person_id,
    p.unit_id,
    s.year,
    p.department,
    p.role,
    p.party,
    p.branch,
    p.branch_post,
    CAST(COALESCE(st.study_hours, 0) AS DECIMAL(18, 6)) AS study_hours,
    COALESCE(st.sessions_without_hours, 0) AS sessions_without_hours,
    COALESCE(tk.talks_received, 0) AS talks_received,
    COALESCE(w.essays, 0) AS essays,
    CAST(EXTRACT(MONTH FROM s.to_on) - EXTRACT(MONTH FROM s.from_on) + 1 AS BIGINT) AS months_in_service,
    s.ended
FROM people AS p
JOIN service_years AS s ON s.person_id = p.person_id
LEFT JOIN studied AS st ON st.person_id = p.person_id AND st.year = s.year
LEFT JOIN talked AS tk ON tk.person_id = p.person_id AND tk.year = s.year
LEFT JOIN written AS w ON w.person_id = p.person_id AND w.year = s.year
