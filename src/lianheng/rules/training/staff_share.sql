/*
id: training.staff_share
title: {zh: 培训工作人员超比例, en: Too many staff at a training}
subject: gatherings
severity: yellow
basis:
  - {document: 中央和国家机关培训费管理办法, number: 财行〔2016〕540号, from: 2017-01-01, mark: V}
why:
  zh: 培训工作人员不超过参训人数的10%，且最多10人。
  en: The staff of a training is at most a tenth of the trainees, and at most ten.
message:
  zh: "{class}培训学员{attendees}人，工作人员{staff}人，上限{allowed}人（{staff_share:%}且不超过{staff_max}人）。"
  en: "Class {class} training with {attendees} trainees had {staff} staff; at most {allowed} ({staff_share:%}, and no more than {staff_max})."
exclusions:
  zh: 会议不适用。
  en: Meetings.
assumptions:
  zh: 学员人数不含工作人员；比例算出的人数取整数部分。
  en: Trainees do not include the staff; a share of them is rounded down.
since: 0.1.0
*/
WITH sizes AS (
    SELECT
        g.gathering_id, g.kind, g.class, g.attendees, g.staff, c.staff_share, c.staff_max,
        CASE WHEN FLOOR(c.staff_share * CAST(g.attendees AS DECIMAL(18,0))) > c.staff_max THEN c.staff_max
             ELSE CAST(FLOOR(c.staff_share * CAST(g.attendees AS DECIMAL(18,0))) AS BIGINT) END AS allowed
    FROM gatherings AS g
    LEFT JOIN training_caps AS c
        ON c.unit_id = g.unit_id AND c.class = g.class AND g.starts_on BETWEEN c.valid_from AND c.valid_to
)
SELECT
    gathering_id,
    CASE WHEN kind = 'meeting' THEN 'not_applicable'
         WHEN kind IS NULL OR staff_share IS NULL OR staff_max IS NULL THEN 'cannot_judge'
         WHEN staff > staff_max THEN 'fail'
         WHEN staff IS NULL OR allowed IS NULL THEN 'cannot_judge'
         WHEN staff > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    gathering_id AS case_key,
    class, attendees, staff, staff_share, staff_max, allowed
FROM sizes
