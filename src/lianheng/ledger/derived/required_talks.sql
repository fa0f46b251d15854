-- Who must be talked with each year, and by whom: chief with deputies, deputies with heads, heads with their own staff.
-- A head's interviewer is the leader in charge (supervisor_id) if that leader serves in the year, else any deputy of
-- the unit. Where several may hold the talk (two chiefs in a year, two heads of a department) any of them will do:
-- interviewer_id is then empty and the talks of all of them count. Both must have served together for a day or more.
WITH serving AS (
    SELECT p.person_id, p.unit_id, p.department, p.role, p.supervisor_id, s.year, s.from_on, s.to_on, s.ended
    FROM people AS p
    JOIN service_years AS s ON s.person_id = p.person_id
),
by_chief AS (
    SELECT
        i.year, i.unit_id, i.ended, 'chief_deputy' AS relation,
        i.person_id AS interviewee_id, l.person_id AS interviewer_id
    FROM serving AS i
    JOIN serving AS l
        ON l.unit_id = i.unit_id AND l.year = i.year AND l.from_on <= i.to_on AND i.from_on <= l.to_on
    WHERE l.role = 'chief' AND i.role = 'deputy'
),
by_supervisor AS (
    SELECT
        i.year, i.unit_id, i.ended, 'deputy_head' AS relation,
        i.person_id AS interviewee_id, l.person_id AS interviewer_id
    FROM serving AS i
    JOIN serving AS l
        ON l.person_id = i.supervisor_id AND l.year = i.year AND l.from_on <= i.to_on AND i.from_on <= l.to_on
    WHERE i.role = 'head' AND l.person_id <> i.person_id
),
by_any_deputy AS (
    SELECT
        i.year, i.unit_id, i.ended, 'deputy_head' AS relation,
        i.person_id AS interviewee_id, l.person_id AS interviewer_id
    FROM serving AS i
    JOIN serving AS l
        ON l.unit_id = i.unit_id AND l.year = i.year AND l.from_on <= i.to_on AND i.from_on <= l.to_on
    LEFT JOIN by_supervisor AS s ON s.interviewee_id = i.person_id AND s.year = i.year
    WHERE i.role = 'head' AND l.role = 'deputy' AND s.interviewee_id IS NULL
),
by_head AS (
    SELECT
        i.year, i.unit_id, i.ended, 'head_staff' AS relation,
        i.person_id AS interviewee_id, l.person_id AS interviewer_id
    FROM serving AS i
    JOIN serving AS l
        ON l.unit_id = i.unit_id AND l.department = i.department AND l.year = i.year
        AND l.from_on <= i.to_on AND i.from_on <= l.to_on
    WHERE i.role = 'staff' AND l.role = 'head'
),
pairs AS (
    SELECT year, unit_id, ended, relation, interviewee_id, interviewer_id FROM by_chief
    UNION ALL
    SELECT year, unit_id, ended, relation, interviewee_id, interviewer_id FROM by_supervisor
    UNION ALL
    SELECT year, unit_id, ended, relation, interviewee_id, interviewer_id FROM by_any_deputy
    UNION ALL
    SELECT year, unit_id, ended, relation, interviewee_id, interviewer_id FROM by_head
),
talked AS (
    SELECT
        interviewer_id, interviewee_id, CAST(EXTRACT(YEAR FROM held_on) AS BIGINT) AS year,
        COUNT(*) AS talks, MAX(held_on) AS last_on
    FROM talks
    GROUP BY interviewer_id, interviewee_id, CAST(EXTRACT(YEAR FROM held_on) AS BIGINT)
)
SELECT
    CONCAT_WS('|', CAST(p.year AS VARCHAR), p.relation, p.interviewee_id) AS requirement_id,
    p.unit_id,
    p.year,
    p.relation,
    CASE WHEN COUNT(*) = 1 THEN MIN(p.interviewer_id) END AS interviewer_id,
    p.interviewee_id,
    COUNT(*) AS interviewers,
    CAST(COALESCE(SUM(t.talks), 0) AS BIGINT) AS talks,
    MAX(t.last_on) AS last_on,
    p.ended
FROM pairs AS p
LEFT JOIN talked AS t
    ON t.interviewer_id = p.interviewer_id AND t.interviewee_id = p.interviewee_id AND t.year = p.year
GROUP BY p.year, p.relation, p.interviewee_id, p.unit_id, p.ended
