/*
id: conduct.recorded_late
title: {zh: 履职迟记录, en: A duty recorded late}
subject: duties
severity: yellow
basis:
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 一事一记、随做随记才可信；隔了很久才补的记录，多半是为了应付检查。
  en: A record made at once can be trusted; one made long after is mostly made for the inspection.
message:
  zh: "“{label}”{happened_on}完成，{recorded_on}才记录，隔{days_taken}个工作日，期限{days_allowed}个工作日；{mark_zh}，责任人{holder}。"
  en: "“{label}” was done on {happened_on} and recorded on {recorded_on}, {days_taken} working days later, {days_allowed} are allowed; {mark_en}; holder {holder}."
exclusions:
  zh: 尚未完成的责任事项。
  en: Duties not yet done.
assumptions:
  zh: 标明补录的同样提示，提示中写明有没有补录标记；完成当天不计；按北京时间的日期。
  en: An entry marked as a supplement is shown too, and the message says so. The day of completion is not counted. Days are those of Beijing.
since: 0.1.0
*/
WITH recorded AS (
    SELECT
        t.duty_id, p.unit_id AS unit_id, t.done_on AS happened_on, run.as_at,
        CAST(t.recorded_at AS DATE) AS recorded_on,
        COALESCE(p.name, t.holder_id) AS holder, t.text AS label, t.supplemented
    FROM duties AS t
    CROSS JOIN run
    LEFT JOIN people AS p ON p.person_id = t.holder_id
),
counted AS (
    SELECT
        r.duty_id, r.unit_id, r.happened_on, r.as_at, r.recorded_on,
        r.label, r.holder, r.supplemented,
        f.workday_no AS first_no, l.workday_no AS last_no, f.published AND l.published AS is_certain
    FROM recorded AS r
    LEFT JOIN days AS f ON f.on_day = r.happened_on
    LEFT JOIN days AS l ON l.on_day = r.recorded_on
)
SELECT
    r.duty_id,
    CASE
        WHEN r.happened_on IS NULL OR r.happened_on > r.as_at THEN 'not_applicable'
        WHEN r.recorded_on IS NULL OR r.recorded_on < r.happened_on THEN 'cannot_judge'
        WHEN r.first_no IS NULL OR r.last_no IS NULL OR a.value IS NULL THEN 'cannot_judge'
        WHEN r.last_no - r.first_no <= a.value THEN 'pass'
        -- Holidays not yet announced would make the time shorter.
        WHEN NOT r.is_certain THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    r.duty_id AS case_key,
    r.label,
    r.holder,
    CASE WHEN r.supplemented THEN '已标明补录' ELSE '未标明补录' END AS mark_zh,
    CASE WHEN r.supplemented THEN 'marked as a supplement' ELSE 'not marked as a supplement' END AS mark_en,
    r.happened_on,
    r.recorded_on,
    r.last_no - r.first_no AS days_taken,
    a.value AS days_allowed
FROM counted AS r
LEFT JOIN limits AS a
    ON a.limit_id = 'recorded_late_working_days' AND a.unit_id = r.unit_id
    AND r.happened_on BETWEEN a.valid_from AND a.valid_to
