/*
id: training.lecture_fee
title: {zh: 讲课费超标准, en: Lecture fee above the standard}
subject: gatherings
severity: orange
basis:
  - {document: 中央和国家机关培训费管理办法, number: 财行〔2016〕540号, from: 2017-01-01, mark: V}
why:
  zh: 讲课费按授课人职称和学时计算，有每学时上限，每半天最多按4学时计算。
  en: Lectures are paid by the hour according to the lecturer's title, for at most four hours in half a day.
message:
  zh: "{starts_on}至{ends_on}的培训付{lecturer_title}讲课费{lecturer_fee}元，{lecture_hours}学时，按{hours}学时、每学时{fee}元最多{allowed}元，超出{excess}元。"
  en: "Training {starts_on} to {ends_on}: {lecturer_fee} yuan for {lecture_hours} hours by a lecturer of title {lecturer_title}. For {hours} hours at {fee} at most {allowed}: {excess} too much."
exclusions:
  zh: 会议，以及没有讲课费的培训，不适用。
  en: Meetings, and trainings without a lecture fee.
assumptions:
  zh: 讲课费为税后总额，各讲授课人同一职称；一天按两个半天计学时。讲课费、学时和职称都空白的，视为没有外请授课。
  en: The fee is the total after tax, all lecturers have one title, a day has two halves. When fee, hours and title are all blank nobody was hired to lecture.
since: 0.1.0
*/
WITH lectures AS (
    SELECT
        g.*, f.fee, f.hours_per_half_day,
        CASE WHEN g.ends_on >= g.starts_on
             THEN f.hours_per_half_day * 2 * (DATE_DIFF('day', g.starts_on, g.ends_on) + 1) END AS most_hours
    FROM gatherings AS g
    LEFT JOIN lecture_fees AS f
        ON f.unit_id = g.unit_id AND f.lecturer_title = g.lecturer_title
        AND g.starts_on BETWEEN f.valid_from AND f.valid_to
),
counted AS (
    SELECT
        l.*,
        CASE WHEN lecture_hours > most_hours THEN CAST(most_hours AS DECIMAL(18,6))
             WHEN lecture_hours <= most_hours THEN lecture_hours END AS hours
    FROM lectures AS l
),
allowances AS (
    SELECT c.*, CAST(fee * hours AS DECIMAL(18,2)) AS allowed
    FROM counted AS c
)
SELECT
    gathering_id,
    CASE WHEN kind = 'meeting' THEN 'not_applicable'
         WHEN kind IS NULL THEN 'cannot_judge'
         WHEN lecturer_fee = 0 THEN 'not_applicable'
         WHEN lecturer_fee IS NULL AND lecture_hours IS NULL AND lecturer_title IS NULL THEN 'not_applicable'
         WHEN lecturer_fee IS NULL OR allowed IS NULL THEN 'cannot_judge'
         WHEN lecturer_fee > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    lecturer_fee - allowed AS amount,
    gathering_id AS case_key,
    starts_on, ends_on, lecturer_title, lecturer_fee, lecture_hours, hours, fee, allowed, lecturer_fee - allowed AS excess
FROM allowances
