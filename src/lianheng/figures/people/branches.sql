/*
id: people.branches
title: {zh: 党支部, en: Party branches}
section: 序
table: people
measure: count_distinct
unit: {zh: 个, en: branches}
phrase: exact
zero: say
period: until
definition:
  zh: 截至年末在岗党员所在的支部，每个支部计一次。
  en: "Party branches of the members in post, each once."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
)
SELECT p.person_id, p.unit_id || '|' || p.branch AS item
FROM people AS p
CROSS JOIN reckoning AS r
WHERE p.joined_on <= r.on_day AND (p.left_on IS NULL OR p.left_on >= r.on_day)
    AND p.party IN ('member', 'probationary') AND p.branch IS NOT NULL
