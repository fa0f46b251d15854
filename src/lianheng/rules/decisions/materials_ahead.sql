/*
id: decisions.materials_ahead
title: {zh: 会议材料未提前送达, en: Papers sent too late before the meeting}
subject: decisions
severity: yellow
basis:
  - {document: 单位三重一大议事规则（各地做法）, number: "", article: "", mark: P}
why:
  zh: 临时动议、临会送材料，成员来不及研究，讨论流于形式。
  en: Papers that arrive on the day leave no time to study them, and the discussion becomes a formality.
message:
  zh: "“{subject}”材料{materials_sent_on}送达，{held_on}开会，提前{days_ahead}个工作日，应至少{days_due}个工作日。"
  en: "Papers on “{subject}” were sent on {materials_sent_on} for the meeting of {held_on}: {days_ahead} working days ahead, at least {days_due} are due."
assumptions:
  zh: 送达当天不计，开会当天计；当年放假安排未公布的，只有按周末和法定节日推算已经不足的才判不符，否则无法判断。
  en: The day of sending is not counted, the day of the meeting is. Where a year's holidays are not yet announced, only what is too late even without them is judged.
since: 0.1.0
*/
WITH meetings AS (
    SELECT d.decision_id, d.unit_id, d.subject, d.materials_sent_on, a.held_on
    FROM decisions AS d
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
)
SELECT
    m.decision_id,
    CASE
        WHEN held_day.workday_no IS NULL OR sent_day.workday_no IS NULL OR l.value IS NULL THEN 'cannot_judge'
        WHEN m.materials_sent_on > m.held_on THEN 'fail'
        WHEN held_day.workday_no - sent_day.workday_no < l.value THEN 'fail'
        -- Holidays not yet announced would make the time shorter.
        WHEN NOT (held_day.published AND sent_day.published) THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    m.decision_id AS case_key,
    m.subject,
    m.materials_sent_on,
    m.held_on,
    held_day.workday_no - sent_day.workday_no AS days_ahead,
    l.value AS days_due
FROM meetings AS m
LEFT JOIN days AS sent_day ON sent_day.on_day = m.materials_sent_on
LEFT JOIN days AS held_day ON held_day.on_day = m.held_on
LEFT JOIN limits AS l
    ON l.limit_id = 'materials_ahead_days' AND l.unit_id = m.unit_id AND m.held_on BETWEEN l.valid_from AND l.valid_to
