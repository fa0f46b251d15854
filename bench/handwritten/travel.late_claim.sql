SELECT t.trip_id, t.claim_id, t.ends_on, c.submitted_on
FROM trips AS t
JOIN claims AS c ON c.claim_id = t.claim_id
WHERE DATE_DIFF('day', t.ends_on, c.submitted_on) > 30
