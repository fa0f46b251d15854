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
  zh: 轮岗期限在当年年末之前（含当日）、任职早于期限的重点岗位人员，包括往年到期的；没有登记期限的，按本单位轮岗年限自任职起推算。当年之前已离岗或已到其他领域重点岗位任职的不计。
  en: "Holders of key posts whose rotation is due by the end of the year, earlier years included, and who took the post before that day; where no day is set, the unit's term of years runs from taking the post. Those who had left, or taken a key post in another area, before the year are left out."
since: 0.1.0
*/
WITH moves AS (
    SELECT k.post_id, MIN(n.since_on) AS moved_on
    FROM key_posts AS k
    JOIN key_posts AS n ON n.person_id = k.person_id AND n.area <> k.area AND n.since_on > k.since_on
    GROUP BY k.post_id
),
terms AS (
    SELECT
        k.post_id, k.since_on, p.left_on,
        COALESCE(k.rotation_due_on, CAST(k.since_on + CAST(l.value AS INTEGER) * INTERVAL 1 YEAR AS DATE)) AS due_on
    FROM key_posts AS k
    CROSS JOIN run
    LEFT JOIN people AS p ON p.person_id = k.person_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'rotation_years' AND l.unit_id = p.unit_id AND run.as_at BETWEEN l.valid_from AND l.valid_to
),
reckoning AS (
    SELECT COALESCE(MAKE_DATE(year, 1, 1), as_at) AS starts_on, COALESCE(MAKE_DATE(year, 12, 31), as_at) AS ends_on
    FROM run
)
SELECT t.post_id
FROM terms AS t
CROSS JOIN reckoning AS r
LEFT JOIN moves AS m ON m.post_id = t.post_id
WHERE t.due_on <= r.ends_on AND t.since_on < t.due_on
    AND (t.left_on IS NULL OR t.left_on >= r.starts_on)
    AND (m.moved_on IS NULL OR m.moved_on >= r.starts_on)
