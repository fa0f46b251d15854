/*
id: training.over_cap
title: {zh: 培训费超综合定额, en: Training above its cost cap}
subject: gatherings
severity: orange
basis:
  - {document: 中央和国家机关培训费管理办法, number: 财行〔2016〕540号, from: 2017-01-01, mark: V}
why:
  zh: 培训费按类别实行每人每天综合定额，超过30天的，超过的天数按七成计算。
  en: A training has a cap per person and day by its class; beyond thirty days the further days count at seventy per cent.
message:
  zh: "{class}培训{starts_on}至{ends_on}共{days}天，{people}人（含工作人员{staff}人），费用{total}元；每人每天{cap}元，折合{full_rate_days}个全额天，最多{allowed}元，超出{excess}元。"
  en: "Class {class} training, {starts_on} to {ends_on}, {days} days with {people} people ({staff} staff among them) cost {total} yuan. At {cap} per person for what equals {full_rate_days} full days at most {allowed}: {excess} too much."
exclusions:
  zh: 会议不适用，由“会议费超综合定额”判断。
  en: Meetings, which meeting.over_cap judges.
assumptions:
  zh: 人数为学员加工作人员；首日为报到日，末日为撤离日；讲课费在定额之外，不含在费用中。
  en: People are trainees and staff; the first day is that of arrival, the last that of departure. Lecture fees stand outside the cap and are not in the total.
since: 0.1.0
*/
WITH lengths AS (
    SELECT
        g.*, c.total AS cap,
        g.attendees + g.staff AS people,
        DATE_DIFF('day', g.starts_on, g.ends_on) + 1 AS days,
        c.full_days, c.beyond_share
    FROM gatherings AS g
    LEFT JOIN training_caps AS c
        ON c.unit_id = g.unit_id AND c.class = g.class AND g.starts_on BETWEEN c.valid_from AND c.valid_to
),
weighted AS (
    SELECT
        l.*,
        CASE WHEN days < 1 THEN NULL
             WHEN days <= full_days THEN CAST(days AS DECIMAL(9,2))
             ELSE CAST(full_days + beyond_share * CAST(days - full_days AS DECIMAL(9,0)) AS DECIMAL(9,2))
        END AS full_rate_days
    FROM lengths AS l
),
allowances AS (
    SELECT w.*, CAST(cap * full_rate_days * CAST(people AS DECIMAL(11,0)) AS DECIMAL(38,2)) AS allowed
    FROM weighted AS w
)
SELECT
    gathering_id,
    CASE WHEN kind = 'meeting' THEN 'not_applicable'
         WHEN kind IS NULL OR total IS NULL OR allowed IS NULL THEN 'cannot_judge'
         WHEN total > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    total - allowed AS amount,
    gathering_id AS case_key,
    class, starts_on, ends_on, days, people, staff, total, cap, full_rate_days, allowed, total - allowed AS excess
FROM allowances
