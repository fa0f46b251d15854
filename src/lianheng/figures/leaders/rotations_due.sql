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
  zh: 轮岗期限在当年年末之前（含当日）、且任职早于期限的重点岗位人员，包括往年到期的。
  en: "Holders of key posts whose rotation is due by the end of the year, earlier years included, and who took the post before that day."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT COALESCE(MAKE_DATE(year, 12, 31), as_at) AS ends_on
    FROM run
)
SELECT k.post_id
FROM key_posts AS k
CROSS JOIN reckoning AS r
WHERE k.rotation_due_on <= r.ends_on AND k.since_on < k.rotation_due_on
