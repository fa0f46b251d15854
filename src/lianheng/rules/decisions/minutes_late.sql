/*
id: decisions.minutes_late
title: {zh: 会议纪要迟发或未发, en: Minutes late or missing}
subject: decisions
severity: yellow
basis:
  - {document: 重大行政决策程序暂行条例, number: 国务院令第713号, article: 第三十条、第三十三条, from: 2019-09-01, mark: L}
  - {document: 单位三重一大议事规则（各地做法）, number: "", article: "", mark: P}
why:
  zh: 集体讨论应当如实记录并及时归档，拖得越久越可能补记、改记。
  en: A collective discussion is recorded truthfully and filed in time; the longer it waits, the more it is written from memory.
message:
  zh: "{held_on}议“{subject}”，纪要{minutes_on}签发，已历{days_taken}个工作日，期限{days_allowed}个工作日。"
  en: "Minutes on “{subject}” of {held_on} are dated {minutes_on}; {days_taken} working days have passed, {days_allowed} are allowed."
exclusions:
  zh: 纪要尚未签发，但期限未到。
  en: Minutes not yet issued whose time is not yet up.
assumptions:
  zh: 未签发的算到运行日。
  en: Missing minutes are counted up to the day of the run.
since: 0.1.0
*/
WITH meetings AS (
    SELECT
        d.decision_id, d.unit_id, d.subject, d.minutes_on, a.held_on,
        COALESCE(d.minutes_on, run.as_at) AS counted_to
    FROM decisions AS d
    CROSS JOIN run
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
)
SELECT
    m.decision_id,
    CASE
        WHEN held_day.workday_no IS NULL OR last_day.workday_no IS NULL OR l.value IS NULL THEN 'cannot_judge'
        WHEN m.minutes_on < m.held_on THEN 'cannot_judge'
        WHEN last_day.workday_no - held_day.workday_no <= l.value THEN
            CASE WHEN m.minutes_on IS NULL THEN 'not_applicable' ELSE 'pass' END
        -- Holidays not yet announced would make the time shorter.
        WHEN NOT (last_day.published AND held_day.published) THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    m.decision_id AS case_key,
    m.subject,
    m.held_on,
    m.minutes_on,
    last_day.workday_no - held_day.workday_no AS days_taken,
    l.value AS days_allowed
FROM meetings AS m
LEFT JOIN days AS held_day ON held_day.on_day = m.held_on
LEFT JOIN days AS last_day ON last_day.on_day = m.counted_to
LEFT JOIN limits AS l
    ON l.limit_id = 'minutes_days' AND l.unit_id = m.unit_id AND m.held_on BETWEEN l.valid_from AND l.valid_to
