/*
id: leaders.rotations_done
title: {zh: 完成轮岗, en: Rotations done}
section: 一（三）二是
table: key_posts
measure: count
unit: {zh: 人, en: people}
phrase: exact
zero: say
period: until
definition:
  zh: 当年新任、且同一单位同一领域此前由他人任职的重点岗位。
  en: Key posts taken in the year in an area of the unit that somebody else held before.
since: 0.1.0
*/
WITH holders AS (
    SELECT k.post_id, k.person_id, k.area, k.since_on, p.unit_id
    FROM key_posts AS k
    JOIN people AS p ON p.person_id = k.person_id
)
SELECT DISTINCT late.post_id
FROM holders AS late
CROSS JOIN run
JOIN holders AS early
    ON early.unit_id = late.unit_id AND early.area = late.area
    AND early.person_id <> late.person_id AND early.since_on < late.since_on
WHERE late.since_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM late.since_on) = run.year)
