/*
id: meeting.over_cap
title: {zh: 会议费超综合定额, en: Meeting above its cost cap}
subject: gatherings
severity: orange
basis:
  - {document: 中央和国家机关会议费管理办法, number: 财行〔2016〕214号, from: 2016-07-01, mark: V}
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第二十九条, from: 2012-10-01, mark: L}
why:
  zh: 会议费按类别实行每人每天综合定额，住宿、伙食等分项可以调剂，总额不得突破。
  en: A meeting has a cap per person and day by its class; lodging, food and the rest may be shifted within it, the total may not exceed it.
message:
  zh: "{class}会议{starts_on}至{ends_on}共{days}天，{people}人（含工作人员{staff}人），费用{total}元；每人每天{cap}元，最多{allowed}元，超出{excess}元。"
  en: "Class {class} meeting, {starts_on} to {ends_on}, {days} days with {people} people ({staff} staff among them) cost {total} yuan. At {cap} per person and day at most {allowed}: {excess} too much."
exclusions:
  zh: 培训不适用，由“培训费超综合定额”判断。
  en: Trainings, which training.over_cap judges.
assumptions:
  zh: 人数为参会人员加工作人员，天数为首日至末日。
  en: People are those attending and the staff; days run from the first to the last.
since: 0.1.0
*/
WITH allowances AS (
    SELECT
        g.*, c.total AS cap,
        g.attendees + g.staff AS people,
        DATE_DIFF('day', g.starts_on, g.ends_on) + 1 AS days,
        CASE WHEN g.ends_on >= g.starts_on
             THEN CAST(c.total * CAST(
                (g.attendees + g.staff) * (DATE_DIFF('day', g.starts_on, g.ends_on) + 1) AS DECIMAL(18,0)) AS DECIMAL(38,2))
        END AS allowed
    FROM gatherings AS g
    LEFT JOIN meeting_caps AS c
        ON c.unit_id = g.unit_id AND c.class = g.class AND g.starts_on BETWEEN c.valid_from AND c.valid_to
)
SELECT
    gathering_id,
    CASE WHEN kind = 'training' THEN 'not_applicable'
         WHEN kind IS NULL OR total IS NULL OR allowed IS NULL THEN 'cannot_judge'
         WHEN total > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    total - allowed AS amount,
    gathering_id AS case_key,
    class, starts_on, ends_on, days, people, staff, total, cap, allowed, total - allowed AS excess
FROM allowances
