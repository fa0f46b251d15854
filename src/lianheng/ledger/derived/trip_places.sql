-- Where each trip went, by the short names that the standards use, and the traveller's unit, whose standards apply.
-- A place the standards do not name keeps its own name, a city without the word for city.
SELECT
    t.trip_id,
    p.unit_id,
    COALESCE(province.place_name, t.province) AS province,
    COALESCE(city.place_name, REGEXP_REPLACE(t.city, '(市|地区|盟)$', '')) AS city
FROM trips AS t
LEFT JOIN people AS p ON p.person_id = t.person_id
LEFT JOIN place_names AS province
    ON province.unit_id = p.unit_id AND province.name = t.province
    AND t.starts_on BETWEEN province.valid_from AND province.valid_to
LEFT JOIN place_names AS city
    ON city.unit_id = p.unit_id AND city.name = t.city AND t.starts_on BETWEEN city.valid_from AND city.valid_to
