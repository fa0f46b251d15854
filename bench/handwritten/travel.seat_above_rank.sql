SELECT t.trip_id, t.starts_on, t.transport, t.seat_class, t.rank, t.transport_amount
FROM trips AS t
WHERE t.transport_amount > 0 AND t.rank IN ('division', 'section', 'staff') AND (
    (t.transport = 'rail' AND t.seat_class IN ('business', 'first', 'soft'))
    OR (t.transport = 'air' AND t.seat_class IN ('first', 'business'))
    OR (t.transport = 'ship' AND t.seat_class IN ('first', 'second'))
)
