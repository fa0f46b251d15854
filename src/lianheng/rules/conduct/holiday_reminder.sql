/*
id: conduct.holiday_reminder
title: {zh: 节前未开展廉政提醒, en: No reminder before the festival}
subject: festivals
severity: yellow
basis:
  - {document: 本单位节前廉政教育制度（各地做法）, number: "", article: "", mark: P}
why:
  zh: 公款送礼、吃喝多发在节日前后，节前提醒一次成本最低。
  en: Gifts and dinners at public cost cluster around festivals; a word beforehand is the cheapest safeguard.
message:
  zh: "{festival}（{falls_on}）前，{window_from}至{window_to}没有节前教育记录。"
  en: "No reminder is on record from {window_from} to {window_to}, before {festival} ({falls_on})."
exclusions:
  zh: 提醒时间尚未过完、还没有提醒的节日；没有在册人员的单位。
  en: Festivals whose days for reminding are not over; units without anybody on their roster.
assumptions:
  zh: 没有写明节日的节前教育，对时间相符的每个节日都算；元旦的提醒时间落在上年，台账里本单位活动从此后才开始的，无法判断。
  en: A reminder that names no festival counts for each festival near. New Year's days for reminding lie in the year before; where the unit's records begin only after them it cannot be judged.
since: 0.1.0
*/
WITH rosters AS (
    SELECT unit_id, COUNT(*) AS people
    FROM people
    GROUP BY unit_id
),
records AS (
    SELECT unit_id, MIN(held_on) AS begin_on
    FROM activities
    GROUP BY unit_id
)
SELECT
    f.festival_id,
    CASE
        WHEN f.reminders IS NULL OR f.ended IS NULL THEN 'cannot_judge'
        WHEN f.reminders > 0 THEN 'pass'
        WHEN NOT f.ended OR r.unit_id IS NULL THEN 'not_applicable'
        WHEN EXTRACT(YEAR FROM f.window_to) < f.year AND b.begin_on > f.window_to THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    f.festival_id AS case_key,
    f.festival,
    f.falls_on,
    f.window_from,
    f.window_to
FROM festivals AS f
LEFT JOIN rosters AS r ON r.unit_id = f.unit_id
LEFT JOIN records AS b ON b.unit_id = f.unit_id
