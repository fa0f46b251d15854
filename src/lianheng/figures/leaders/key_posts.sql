/*
id: leaders.key_posts
title: {zh: 重点岗位, en: Key posts}
section: 一（三）二是
table: key_posts
measure: count
unit: {zh: 个, en: posts}
phrase: exact
zero: gap
period: until
definition:
  zh: 截至年末列入管理的重点岗位任职记录。
  en: "Key posts on record taken by the year's end."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
)
SELECT k.post_id
FROM key_posts AS k
CROSS JOIN reckoning AS r
WHERE k.since_on <= r.on_day
