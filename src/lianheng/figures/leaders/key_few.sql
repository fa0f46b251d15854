/*
id: leaders.key_few
title: {zh: 关键少数, en: Key few}
section: 一（三）二是
table: people
measure: count
unit: {zh: 名, en: people}
phrase: exact
zero: gap
period: until
definition:
  zh: 截至年末在岗的主要负责人、分管领导和部门负责人。
  en: "Chiefs, deputies and heads in post at the year's end."
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
    AND p.role IN ('chief', 'deputy', 'head')
