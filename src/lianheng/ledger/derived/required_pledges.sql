-- The pledges each person owes in each year of service: a responsibility letter for chiefs, deputies and heads, and a
-- commitment for everyone, signed in the post the person holds. One signed in another post is told apart, for a
-- change of post asks for a new one. Where the person's post is not recorded, any signed pledge of the year will do.
WITH kinds AS (
    SELECT kind
    FROM (VALUES ('responsibility'), ('commitment')) AS k (kind)
),
owed AS (
    SELECT p.person_id, p.unit_id, p.post, k.kind, s.year, s.year_ends_on AS due_on, s.ended
    FROM people AS p
    JOIN service_years AS s ON s.person_id = p.person_id
    CROSS JOIN kinds AS k
    WHERE k.kind = 'commitment' OR p.role IN ('chief', 'deputy', 'head')
),
signed AS (
    SELECT person_id, kind, year, post, MAX(signed_on) AS signed_on
    FROM pledges
    WHERE signed_on IS NOT NULL
    GROUP BY person_id, kind, year, post
)
SELECT
    CONCAT_WS('|', o.person_id, o.kind, CAST(o.year AS VARCHAR), COALESCE(o.post, '')) AS requirement_id,
    o.unit_id,
    o.person_id,
    o.kind,
    o.year,
    o.post,
    o.due_on,
    MAX(CASE WHEN o.post IS NULL OR g.post = o.post THEN g.signed_on END) AS signed_on,
    COUNT(CASE WHEN o.post IS NOT NULL AND COALESCE(g.post, '') <> o.post THEN g.signed_on END) > 0
        AS signed_other_post,
    o.ended
FROM owed AS o
LEFT JOIN signed AS g ON g.person_id = o.person_id AND g.kind = o.kind AND g.year = o.year
GROUP BY o.person_id, o.kind, o.year, o.post, o.unit_id, o.due_on, o.ended
