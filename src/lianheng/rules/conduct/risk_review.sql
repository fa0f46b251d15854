/*
id: conduct.risk_review
title: {zh: 廉政风险点逾期未复核, en: A risk not reviewed for a year}
subject: risks
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第八条, from: 2014-01-01, mark: K}
why:
  zh: 风险每年至少评估一次，岗位和流程变了，旧的防控措施可能已经失效。
  en: Risks are assessed at least once a year; posts and procedures change, and old controls may no longer hold.
message:
  zh: "{area}“{step}”风险点上次复核{reviewed_on}，至{as_at}已{days_since}天，最长{days_allowed}天。"
  en: "The risk “{step}” in {area} was last reviewed on {reviewed_on}, {days_since} days before {as_at}; at most {days_allowed} are allowed."
exclusions:
  zh: 运行日在要求生效之前。
  en: Runs as at a day before the norm came into force.
assumptions:
  zh: 只保留最近一次复核日期；复核日晚于运行日的，运行日当时的情况不明。
  en: Only the latest review is kept; if it lies after the day of the run, what held on that day is unknown.
since: 0.1.0
*/
WITH reviewed AS (
    SELECT
        r.risk_id, r.area, r.step, r.reviewed_on, u.unit_id, run.as_at,
        DATE_DIFF('day', r.reviewed_on, run.as_at) AS days_since
    FROM risks AS r
    CROSS JOIN run
    LEFT JOIN people AS p ON p.person_id = r.holder_id
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
)
SELECT
    r.risk_id,
    CASE
        WHEN r.unit_id IS NULL THEN 'cannot_judge'
        WHEN l.value IS NULL THEN 'not_applicable'
        WHEN r.days_since IS NULL OR r.days_since < 0 THEN 'cannot_judge'
        WHEN r.days_since > l.value THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    r.risk_id AS case_key,
    r.area,
    r.step,
    r.reviewed_on,
    r.as_at,
    r.days_since,
    l.value AS days_allowed
FROM reviewed AS r
LEFT JOIN limits AS l
    ON l.limit_id = 'risk_review_days' AND l.unit_id = r.unit_id AND r.as_at BETWEEN l.valid_from AND l.valid_to
