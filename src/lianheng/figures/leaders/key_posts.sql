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
  zh: 截至年末列入管理的重点岗位，任职人已离岗的、后来又到其他领域重点岗位任职的不再计原岗位。
  en: "Key posts held at the year's end; a holder who has left, or has since taken a key post in another area, holds the earlier one no more."
since: 0.1.0
*/
WITH moves AS (
    SELECT k.post_id, MIN(n.since_on) AS moved_on
    FROM key_posts AS k
    JOIN key_posts AS n ON n.person_id = k.person_id AND n.area <> k.area AND n.since_on > k.since_on
    GROUP BY k.post_id
),
reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
)
SELECT k.post_id
FROM key_posts AS k
CROSS JOIN reckoning AS r
LEFT JOIN people AS p ON p.person_id = k.person_id
LEFT JOIN moves AS m ON m.post_id = k.post_id
WHERE k.since_on <= r.on_day
    AND (p.left_on IS NULL OR p.left_on >= r.on_day)
    AND (m.moved_on IS NULL OR m.moved_on > r.on_day)
