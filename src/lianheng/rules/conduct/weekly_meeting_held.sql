/*
id: conduct.weekly_meeting_held
title: {zh: 周五例会未召开, en: No weekly meeting}
subject: weeks
severity: yellow
basis:
  - {document: 本单位周五例会学习制度, number: "", article: "", mark: P}
why:
  zh: 例会每周五召开，节假日除外，可以改在同一周的其他日子，不能无故不开。
  en: The meeting is held every Friday that is worked; it may move within the week, but not drop out.
message:
  zh: "{starts_on}至{ends_on}这一周的周五{friday}上班，没有例会记录。"
  en: "Friday {friday} of the week {starts_on} to {ends_on} was a working day, and no meeting is on record for the week."
exclusions:
  zh: 周五放假的周；尚未结束的周；没有在册人员的单位。
  en: Weeks whose Friday is off; weeks not yet over; units without anybody on their roster.
assumptions:
  zh: 同一周内任何一天开的例会都算；当年放假安排未公布的周无法判断。
  en: A meeting on any day of the same week counts. Weeks of a year whose holidays are not yet announced cannot be judged.
since: 0.1.0
*/
WITH rosters AS (
    SELECT unit_id, COUNT(*) AS people
    FROM people
    GROUP BY unit_id
)
SELECT
    w.week_id,
    CASE
        WHEN w.held IS NULL OR w.ended IS NULL THEN 'cannot_judge'
        WHEN w.held THEN 'pass'
        WHEN NOT w.ended OR r.unit_id IS NULL OR w.meeting_due_on IS NULL THEN 'not_applicable'
        WHEN f.published THEN 'fail'
        ELSE 'cannot_judge'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    -- A year's missing meetings are one matter.
    w.unit_id || '|' || CAST(w.year AS VARCHAR) AS case_key,
    w.starts_on,
    w.ends_on,
    w.meeting_due_on AS friday
FROM weeks AS w
LEFT JOIN rosters AS r ON r.unit_id = w.unit_id
LEFT JOIN days AS f ON f.on_day = w.meeting_due_on
