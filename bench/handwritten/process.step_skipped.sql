WITH steps AS (
    SELECT
        case_id,
        MIN(event_no) FILTER (outcome = 'paid') AS paid_no,
        MIN(event_no) FILTER (outcome = 'submitted') AS submitted_no,
        MIN(event_no) FILTER (outcome = 'approved') AS approved_no
    FROM process_events
    GROUP BY case_id
)
SELECT * FROM steps
WHERE paid_no IS NOT NULL AND (
    submitted_no IS NULL OR approved_no IS NULL OR approved_no > paid_no OR approved_no < submitted_no
)
