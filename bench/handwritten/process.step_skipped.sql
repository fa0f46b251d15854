WITH first_paid AS (
    SELECT case_id, MIN(event_no) AS paid_no
    FROM process_events
    WHERE outcome = 'paid'
    GROUP BY case_id
),
steps AS (
    SELECT
        e.case_id,
        ANY_VALUE(f.paid_no) AS paid_no,
        MIN(event_no) FILTER (outcome = 'submitted') AS first_submitted,
        MIN(event_no) FILTER (outcome = 'approved') AS first_approved,
        MAX(event_no) FILTER (outcome = 'submitted' AND event_no < f.paid_no) AS last_submitted,
        MAX(event_no) FILTER (outcome = 'approved' AND event_no < f.paid_no) AS last_approved,
        MAX(event_no) FILTER (outcome = 'rejected' AND event_no < f.paid_no) AS last_rejected
    FROM process_events AS e
    LEFT JOIN first_paid AS f ON f.case_id = e.case_id
    WHERE outcome IS NOT NULL
    GROUP BY e.case_id
),
cases AS (
    SELECT c.case_id, c.process, c.permit_id, s.* EXCLUDE (case_id)
    FROM process_cases AS c
    JOIN steps AS s ON s.case_id = c.case_id
)
SELECT * FROM cases
WHERE (paid_no IS NOT NULL AND last_approved IS NULL)
    OR first_approved < first_submitted
    OR (
        first_submitted IS NULL AND COALESCE(first_approved, paid_no) IS NOT NULL
        AND process IN (SELECT process FROM cases WHERE first_submitted IS NOT NULL)
    )
    OR (
        permit_id IS DISTINCT FROM case_id AND paid_no IS NOT NULL
        AND (last_rejected > last_approved OR last_submitted > last_approved)
    )
