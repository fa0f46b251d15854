/*
id: people.members
title: {zh: 党员, en: Party members}
section: 序
table: people
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: say
period: until
definition:
  zh: 截至年末在岗人员中政治面貌为中共党员或预备党员的人员。
  en: "Of the people in post, full and probationary party members."
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
    AND p.party IN ('member', 'probationary')
