WITH ordered AS (
    SELECT
        trip_id, person_id, starts_on, ends_on,
        MAX(ends_on) OVER (trips_of_one ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_end,
        LEAD(starts_on) OVER trips_of_one AS next_start,
        LEAD(ends_on) OVER trips_of_one AS next_end,
        LAG(starts_on) OVER trips_of_one AS previous_start,
        LAG(ends_on) OVER trips_of_one AS previous_end
    FROM trips
    WHERE person_id IS NOT NULL AND ends_on >= starts_on
    WINDOW trips_of_one AS (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id)
)
SELECT * FROM ordered
WHERE earlier_end > starts_on OR next_start < ends_on
    OR (starts_on = ends_on AND previous_start = starts_on AND previous_end = ends_on)
    OR (starts_on = ends_on AND next_start = starts_on AND next_end = ends_on)
