/*
id: meeting.too_long
title: {zh: 会期超规定, en: Meeting too long}
subject: gatherings
severity: yellow
basis:
  - {document: 中央和国家机关会议费管理办法, number: 财行〔2016〕214号, from: 2016-07-01, mark: V}
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第二十九条, from: 2012-10-01, mark: L}
why:
  zh: 二、三、四类会议会期均不得超过规定天数，一类会议按批准天数。
  en: Meetings of classes 2 to 4 may not last longer than the days set; those of class 1 as long as approved.
message:
  zh: "{class}会议{starts_on}至{ends_on}共{days}天，上限{max_days}天。"
  en: "Class {class} meeting, {starts_on} to {ends_on}: {days} days, at most {max_days} are allowed."
exclusions:
  zh: 培训，以及按批准天数召开的一类会议，不适用。
  en: Trainings, and meetings of class 1, which last as long as approved.
assumptions:
  zh: 首日和末日都计入会期，报到和离会另有一天的不应记入。
  en: First and last day both count; separate days of arrival and departure should not be entered.
since: 0.1.0
*/
WITH lengths AS (
    SELECT
        g.gathering_id, g.kind, g.class, g.starts_on, g.ends_on, c.max_days,
        c.total IS NOT NULL AS in_force,
        CASE WHEN g.ends_on >= g.starts_on THEN DATE_DIFF('day', g.starts_on, g.ends_on) + 1 END AS days
    FROM gatherings AS g
    LEFT JOIN meeting_caps AS c
        ON c.unit_id = g.unit_id AND c.class = g.class AND g.starts_on BETWEEN c.valid_from AND c.valid_to
)
SELECT
    gathering_id,
    CASE WHEN kind = 'training' THEN 'not_applicable'
         WHEN kind IS NULL OR NOT in_force THEN 'cannot_judge'
         WHEN max_days IS NULL THEN 'not_applicable'
         WHEN days IS NULL THEN 'cannot_judge'
         WHEN days > max_days THEN 'fail'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    gathering_id AS case_key,
    class, starts_on, ends_on, days, max_days
FROM lengths
