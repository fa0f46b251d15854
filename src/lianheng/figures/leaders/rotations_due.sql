/*
id: leaders.rotations_due
title: {zh: 应轮岗, en: Rotations due}
section: 一（三）二是
table: key_posts
measure: count
unit: {zh: 人, en: people}
phrase: exact
zero: omit
period: until
definition:
  zh: 轮岗期限在当年年末之前（含当日）、任职早于期限的重点岗位人员，包括往年到期的；当年之前已离岗或已到其他领域重点岗位任职的不计。
  en: "Holders of key posts whose rotation is due by the end of the year, earlier years included, and who took the post before that day; those who had left, or taken a key post in another area, before the year are left out."
since: 0.1.0
*/
WITH moves AS (
    SELECT k.post_id, MIN(n.since_on) AS moved_on
    FROM key_posts AS k
    JOIN key_posts AS n ON n.person_id = k.person_id AND n.area <> k.area AND n.since_on > k.since_on
    GROUP BY k.post_id
),
reckoning AS (
    SELECT COALESCE(MAKE_DATE(year, 1, 1), as_at) AS starts_on, COALESCE(MAKE_DATE(year, 12, 31), as_at) AS ends_on
    FROM run
)
SELECT k.post_id
FROM key_posts AS k
CROSS JOIN reckoning AS r
LEFT JOIN people AS p ON p.person_id = k.person_id
LEFT JOIN moves AS m ON m.post_id = k.post_id
WHERE k.rotation_due_on <= r.ends_on AND k.since_on < k.rotation_due_on
    AND (p.left_on IS NULL OR p.left_on >= r.starts_on)
    AND (m.moved_on IS NULL OR m.moved_on >= r.starts_on)
