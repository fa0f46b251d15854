/*
id: conduct.duty_done_late
title: {zh: 责任事项迟完成, en: A duty was done late}
subject: duties
severity: blue
basis:
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 按期履责率只算到期前完成的。
  en: The share of duties done in time counts only those done by their date.
message:
  zh: "“{text}”应于{due_on}前完成，{done_on}才完成，迟{days_late}天，责任人{holder}。"
  en: "“{text}” was due on {due_on} and done on {done_on}, {days_late} days late; holder {holder}."
exclusions:
  zh: 尚未完成的责任事项。
  en: Duties not yet done.
since: 0.1.0
*/
SELECT
    d.duty_id,
    CASE
        WHEN d.done_on IS NULL OR d.done_on > run.as_at THEN 'not_applicable'
        WHEN d.due_on IS NULL THEN 'cannot_judge'
        WHEN d.done_on > d.due_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    d.duty_id AS case_key,
    d.text,
    d.due_on,
    d.done_on,
    DATE_DIFF('day', d.due_on, d.done_on) AS days_late,
    COALESCE(p.name, d.holder_id) AS holder
FROM duties AS d
CROSS JOIN run
LEFT JOIN people AS p ON p.person_id = d.holder_id
