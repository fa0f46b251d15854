/*
id: officers.number
title: {zh: “两员”人数, en: Two officers}
section: 一（四）三是
table: people
measure: count
unit: {zh: 名, en: officers}
phrase: exact
zero: gap
period: until
definition:
  zh: 截至年末在岗的纪检员和纪检联络员。
  en: "Discipline inspectors and liaisons in post at the year's end."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
)
SELECT p.person_id
FROM people AS p
CROSS JOIN reckoning AS r
WHERE p.joined_on <= r.on_day AND (p.left_on IS NULL OR p.left_on >= r.on_day)
    AND p.officer IN ('inspector', 'liaison')
