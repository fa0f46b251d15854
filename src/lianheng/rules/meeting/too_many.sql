/*
id: meeting.too_many
title: {zh: 会议人数超规定, en: Too many people at a meeting}
subject: gatherings
severity: yellow
basis:
  - {document: 中央和国家机关会议费管理办法, number: 财行〔2016〕214号, from: 2016-07-01, mark: K}
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第二十九条, from: 2012-10-01, mark: L}
why:
  zh: 二、三、四类会议的参会人数有上限，工作人员不得超过参会人数的一定比例。
  en: Meetings of classes 2 to 4 have a limit of people, and a limit of staff as a share of them.
message:
  zh: "{class}会议参会{attendees}人，上限{max_people}人；工作人员{staff}人，上限{max_staff}人（{staff_share:%}）。"
  en: "Class {class} meeting with {attendees} people, at most {max_people}; {staff} staff, at most {max_staff} ({staff_share:%})."
exclusions:
  zh: 培训，以及人数按批准执行的一类会议，不适用。
  en: Trainings, and meetings of class 1, whose number of people is approved each time.
assumptions:
  zh: 参会人数不含工作人员；比例算出的人数取整数部分。
  en: The people attending do not include the staff; a share of them is rounded down.
since: 0.1.0
*/
WITH sizes AS (
    SELECT
        g.gathering_id, g.kind, g.class, g.attendees, g.staff, s.max_people, s.staff_share,
        c.total IS NOT NULL AS in_force,
        CAST(FLOOR(s.staff_share * CAST(g.attendees AS DECIMAL(18,0))) AS BIGINT) AS max_staff
    FROM gatherings AS g
    LEFT JOIN meeting_sizes AS s
        ON s.unit_id = g.unit_id AND s.class = g.class AND g.starts_on BETWEEN s.valid_from AND s.valid_to
    LEFT JOIN meeting_caps AS c
        ON c.unit_id = g.unit_id AND c.class = g.class AND g.starts_on BETWEEN c.valid_from AND c.valid_to
)
SELECT
    gathering_id,
    CASE WHEN kind = 'training' THEN 'not_applicable'
         WHEN kind IS NULL OR (max_people IS NULL AND NOT in_force) THEN 'cannot_judge'
         WHEN max_people IS NULL THEN 'not_applicable'
         WHEN attendees > max_people OR staff > max_staff THEN 'fail'
         WHEN attendees IS NULL OR staff IS NULL THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    gathering_id AS case_key,
    class, attendees, max_people, staff, max_staff, staff_share
FROM sizes
