-- The cap of a night for each destination and rank of the ledger's trips, in stretches of days within which it does not change.
-- A destination has its own caps and those of the rest of its province, each for the whole year or for a season: the city's
-- season comes first, then the city, then the season of the rest, then the rest. Seasons are told from the first trip to the last.
WITH destinations AS (
    SELECT DISTINCT p.unit_id, p.province, p.city, t.rank
    FROM trips AS t
    JOIN trip_places AS p ON p.trip_id = t.trip_id
    WHERE t.lodging_amount > 0
),
candidates AS (
    SELECT
        d.unit_id, d.province, d.city, d.rank,
        c.city = d.city AS own, c.season_from, c.season_to, c.cap, c.valid_from, c.valid_to
    FROM destinations AS d
    JOIN lodging_caps AS c
        ON c.unit_id = d.unit_id AND c.province = d.province AND c.rank = d.rank AND (c.city = d.city OR c.city = '*')
),
seasons AS (
    SELECT DISTINCT season_from, season_to FROM candidates WHERE season_from <> ''
),
travelled AS (
    SELECT MIN(starts_on) AS first_on, MAX(ends_on) AS last_on FROM trips
),
season_days AS (
    -- a season whose first day is later in the calendar than its last crosses the year's end
    SELECT
        s.season_from, s.season_to, d.on_day,
        CASE WHEN s.season_from <= s.season_to
             THEN STRFTIME(d.on_day, '%m-%d') BETWEEN s.season_from AND s.season_to
             ELSE STRFTIME(d.on_day, '%m-%d') >= s.season_from OR STRFTIME(d.on_day, '%m-%d') <= s.season_to
        END AS in_season
    FROM seasons AS s
    CROSS JOIN travelled AS t
    JOIN days AS d ON d.on_day BETWEEN t.first_on AND t.last_on
),
turns AS (
    -- days on which a season begins or has just ended
    SELECT season_from, season_to, on_day
    FROM (
        SELECT
            season_from, season_to, on_day, in_season,
            LAG(in_season) OVER (PARTITION BY season_from, season_to ORDER BY on_day) AS was_in_season
        FROM season_days
    ) AS s
    WHERE was_in_season IS NULL OR in_season <> was_in_season
),
edges AS (
    SELECT unit_id, province, city, rank, valid_from AS on_day FROM candidates
    UNION
    SELECT unit_id, province, city, rank, CAST(valid_to + INTERVAL 1 DAY AS DATE) AS on_day
    FROM candidates
    WHERE valid_to < DATE '9999-12-31'
    UNION
    SELECT c.unit_id, c.province, c.city, c.rank, t.on_day
    FROM candidates AS c
    JOIN turns AS t ON t.season_from = c.season_from AND t.season_to = c.season_to
),
spans AS (
    SELECT
        unit_id, province, city, rank, on_day AS from_on,
        COALESCE(
            CAST(LEAD(on_day) OVER (PARTITION BY unit_id, province, city, rank ORDER BY on_day) - INTERVAL 1 DAY AS DATE),
            DATE '9999-12-31'
        ) AS to_on
    FROM edges
),
priced AS (
    SELECT
        s.unit_id, s.province, s.city, s.rank, s.from_on, s.to_on,
        COALESCE(
            MIN(CASE WHEN c.own AND d.in_season THEN c.cap END),
            MIN(CASE WHEN c.own AND c.season_from = '' THEN c.cap END),
            MIN(CASE WHEN NOT c.own AND d.in_season THEN c.cap END),
            MIN(CASE WHEN NOT c.own AND c.season_from = '' THEN c.cap END)
        ) AS cap
    FROM spans AS s
    JOIN candidates AS c
        ON c.unit_id = s.unit_id AND c.province = s.province AND c.city = s.city AND c.rank = s.rank
        AND s.from_on BETWEEN c.valid_from AND c.valid_to
    LEFT JOIN season_days AS d
        ON d.season_from = c.season_from AND d.season_to = c.season_to AND d.on_day = s.from_on
    GROUP BY s.unit_id, s.province, s.city, s.rank, s.from_on, s.to_on
)
SELECT unit_id, province, city, rank, from_on, to_on, cap
FROM priced
WHERE cap IS NOT NULL
