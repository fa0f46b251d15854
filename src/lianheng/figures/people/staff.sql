/*
id: people.staff
title: {zh: 干部职工, en: Staff}
section: 序
table: people
measure: count
unit: {zh: 名, en: people}
phrase: exact
zero: gap
period: until
definition:
  zh: 截至年末（运行日早于年末的，截至运行日）在岗的人员，离岗当日仍算在岗。
  en: "People who have joined and not left by the last day of the year, or by the run's day if that comes first; the last day of service counts."
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
