/*
id: complaints.closed_late
title: {zh: 信访举报迟办结, en: A complaint was closed late}
subject: complaints
severity: yellow
basis:
  - {document: 信访条例, number: 国务院令第431号, article: 第三十三条, from: 2005-05-01, to: 2022-04-30, mark: K}
  - {document: 信访工作条例, number: "", article: "", from: 2022-05-01, mark: K}
why:
  zh: 按期办结率只算到期前办结的。
  en: The share of complaints closed in time counts only those closed by their date.
message:
  zh: "{received_on}收到的信访件{due_on}到期，{closed_on}才办结，迟{days_late}天。"
  en: "A complaint received on {received_on} was due on {due_on} and closed on {closed_on}, {days_late} days late."
exclusions:
  zh: 尚未办结的信访件。
  en: Complaints not yet closed.
since: 0.1.0
*/
SELECT
    c.complaint_id,
    CASE
        WHEN c.closed_on IS NULL OR c.closed_on > run.as_at THEN 'not_applicable'
        WHEN c.due_on IS NULL OR c.closed_on < c.received_on THEN 'cannot_judge'
        WHEN c.closed_on > c.due_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    c.complaint_id AS case_key,
    c.received_on,
    c.due_on,
    c.closed_on,
    DATE_DIFF('day', c.due_on, c.closed_on) AS days_late
FROM complaints AS c
CROSS JOIN run
