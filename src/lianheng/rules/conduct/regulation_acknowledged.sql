/*
id: conduct.regulation_acknowledged
title: {zh: 制度未全员签收, en: A regulation not acknowledged by all}
subject: regulations
severity: blue
basis:
  - {document: 本单位制度管理办法, number: "", article: "", mark: P}
why:
  zh: 制度印发后人人签收，才能说人人知晓，违反了才好追究。
  en: A regulation binds those who have seen it; a signature proves that they have.
message:
  zh: "《{title}》{issued_on}印发，应签收{recipients}人，已签收{acknowledged}人，至{as_at}已{days_taken}天，期限{days_allowed}天。"
  en: "“{title}” was issued on {issued_on}; {acknowledged} of {recipients} recipients have signed by {as_at}, {days_taken} days later; {days_allowed} are allowed."
exclusions:
  zh: 废止的制度；签收期限未到、尚未签完的制度。
  en: Repeals; regulations not fully acknowledged whose time is not yet up.
assumptions:
  zh: 只记人数，签完即通过，不看何时签完；制度没有所属单位，期限取台账各单位中最短的。
  en: Only numbers are kept, so all signed passes whenever that was. Regulations belong to no unit; the shortest limit of the units on record is taken.
period: until
since: 0.1.0
*/
WITH timed AS (
    SELECT
        r.regulation_id, r.title, r.action, r.issued_on, r.recipients, r.acknowledged, run.as_at,
        DATE_DIFF('day', r.issued_on, run.as_at) AS days_taken
    FROM regulations AS r
    CROSS JOIN run
),
allowances AS (
    SELECT r.regulation_id, MIN(l.value) AS days_allowed
    FROM regulations AS r
    JOIN limits AS l
        ON l.limit_id = 'regulation_acknowledged_days' AND r.issued_on BETWEEN l.valid_from AND l.valid_to
    GROUP BY r.regulation_id
)
SELECT
    t.regulation_id,
    CASE
        WHEN t.action = 'repealed' THEN 'not_applicable'
        WHEN t.recipients IS NULL OR t.acknowledged IS NULL THEN 'cannot_judge'
        WHEN t.recipients <= 0 OR t.acknowledged > t.recipients THEN 'cannot_judge'
        WHEN t.acknowledged = t.recipients THEN 'pass'
        WHEN t.days_taken IS NULL OR a.days_allowed IS NULL THEN 'cannot_judge'
        WHEN t.days_taken > a.days_allowed THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    t.regulation_id AS case_key,
    t.title,
    t.issued_on,
    t.recipients,
    t.acknowledged,
    t.as_at,
    t.days_taken,
    a.days_allowed
FROM timed AS t
LEFT JOIN allowances AS a ON a.regulation_id = t.regulation_id
