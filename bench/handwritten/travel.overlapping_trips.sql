WITH ordered AS (
    SELECT
        trip_id, person_id, starts_on, ends_on,
        MAX(ends_on) OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_end,
        LEAD(starts_on) OVER earlier AS next_start
    FROM trips
    WINDOW earlier AS (PARTITION BY person_id ORDER BY starts_on, ends_on, trip_id)
)
SELECT * FROM ordered WHERE earlier_end > starts_on OR next_start < ends_on
