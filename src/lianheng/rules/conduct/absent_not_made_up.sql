/*
id: conduct.absent_not_made_up
title: {zh: 缺席未补学, en: Missed and not made up}
subject: attendance
severity: yellow
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: "", from: 2018-10-28, mark: K}
  - {document: 本单位学习补课制度, number: "", article: "", mark: P}
why:
  zh: 请假和缺席的人要补学，否则学习只覆盖到会的人。
  en: Whoever was on leave or absent makes the session up, or study reaches only those who came.
message:
  zh: "{person}缺席{held_on}“{title}”，补学日{made_up_on}，已历{days_taken}天，期限{days_allowed}天。"
  en: "{person} missed “{title}” on {held_on}; made up on {made_up_on}, {days_taken} days later, {days_allowed} are allowed."
exclusions:
  zh: 尚未补学、但补学期限未到的。
  en: Sessions not yet made up whose time is not yet up.
assumptions:
  zh: 到会的判为通过；有补学日期的按已补学计，不论状态；补学日晚于运行日的按未补学计。
  en: Being present passes. A day of making up counts whatever the status says; one after the run's day has not happened yet.
since: 0.1.0
*/
WITH sessions AS (
    SELECT
        t.activity_id, t.person_id, t.status, a.unit_id, a.title, a.held_on, run.as_at,
        CASE WHEN t.made_up_on <= run.as_at THEN t.made_up_on END AS made_up_on
    FROM attendance AS t
    CROSS JOIN run
    LEFT JOIN activities AS a ON a.activity_id = t.activity_id
),
timed AS (
    SELECT
        s.activity_id, s.person_id, s.status, s.unit_id, s.title, s.held_on, s.made_up_on,
        DATE_DIFF('day', s.held_on, COALESCE(s.made_up_on, s.as_at)) AS days_taken
    FROM sessions AS s
)
SELECT
    s.activity_id,
    s.person_id,
    CASE
        WHEN s.status IS NULL THEN 'cannot_judge'
        WHEN s.status = 'present' THEN 'pass'
        WHEN s.days_taken IS NULL OR l.value IS NULL THEN 'cannot_judge'
        WHEN s.status = 'made_up' AND s.made_up_on IS NULL THEN 'cannot_judge'
        WHEN s.made_up_on < s.held_on THEN 'cannot_judge'
        WHEN s.days_taken > l.value THEN 'fail'
        WHEN s.made_up_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    s.activity_id || '|' || s.person_id AS case_key,
    COALESCE(p.name, s.person_id) AS person,
    s.title,
    s.held_on,
    s.made_up_on,
    s.days_taken,
    l.value AS days_allowed
FROM timed AS s
LEFT JOIN people AS p ON p.person_id = s.person_id
LEFT JOIN limits AS l
    ON l.limit_id = 'absence_made_up_days' AND l.unit_id = s.unit_id AND s.held_on BETWEEN l.valid_from AND l.valid_to
