/*
id: conduct.talk_recorded_late
title: {zh: 谈话迟记录, en: A talk recorded late}
subject: talks
severity: yellow
basis:
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 一事一记、随做随记才可信；隔了很久才补的记录，多半是为了应付检查。
  en: A record made at once can be trusted; one made long after is mostly made for the inspection.
message:
  zh: "{happened_on}的谈话（{kind}）{recorded_on}才记录，隔{days_taken}个工作日，期限{days_allowed}个工作日。"
  en: "The talk ({kind}) of {happened_on} was recorded on {recorded_on}, {days_taken} working days later, {days_allowed} are allowed."
exclusions:
  zh: 运行日之后的谈话。
  en: Talks after the day of the run.
assumptions:
  zh: 谈话当天不计；按北京时间的日期；提示不含谈话双方和内容。
  en: The day of the talk is not counted. Days are those of Beijing. The message names neither side and no content.
since: 0.1.0
*/
WITH recorded AS (
    SELECT
        t.talk_id, p.unit_id AS unit_id, t.held_on AS happened_on, run.as_at,
        CAST(t.recorded_at AS DATE) AS recorded_on,
        t.kind
    FROM talks AS t
    CROSS JOIN run
    LEFT JOIN people AS p ON p.person_id = t.interviewee_id
),
counted AS (
    SELECT
        r.talk_id, r.unit_id, r.happened_on, r.as_at, r.recorded_on,
        r.kind,
        f.workday_no AS first_no, l.workday_no AS last_no, f.published AND l.published AS is_certain
    FROM recorded AS r
    LEFT JOIN days AS f ON f.on_day = r.happened_on
    LEFT JOIN days AS l ON l.on_day = r.recorded_on
)
SELECT
    r.talk_id,
    CASE
        WHEN r.happened_on > r.as_at THEN 'not_applicable'
        WHEN r.happened_on IS NULL OR r.recorded_on IS NULL OR r.recorded_on < r.happened_on THEN 'cannot_judge'
        WHEN r.first_no IS NULL OR r.last_no IS NULL OR a.value IS NULL THEN 'cannot_judge'
        WHEN r.last_no - r.first_no <= a.value THEN 'pass'
        -- Holidays not yet announced would make the time shorter.
        WHEN NOT r.is_certain THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    r.talk_id AS case_key,
    r.kind,
    r.happened_on,
    r.recorded_on,
    r.last_no - r.first_no AS days_taken,
    a.value AS days_allowed
FROM counted AS r
LEFT JOIN limits AS a
    ON a.limit_id = 'recorded_late_working_days' AND a.unit_id = r.unit_id
    AND r.happened_on BETWEEN a.valid_from AND a.valid_to
