/*
id: tasks.done_late
title: {zh: 督办事项迟办结, en: A supervised task was done late}
subject: tasks
severity: blue
basis:
  - {document: 本单位督办工作制度, number: "", article: "", mark: P}
why:
  zh: 按期办结率只算到期前办结的。
  en: The share of tasks done in time counts only those done by their date.
message:
  zh: "“{title}”{deadline_on}到期，{done_on}才办结，迟{days_late}天。"
  en: "“{title}” was due on {deadline_on} and done on {done_on}, {days_late} days late."
exclusions:
  zh: 尚未办结的事项。
  en: Tasks not yet done.
assumptions:
  zh: 批准延期的按延期后的期限。
  en: A granted extension moves the date.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        t.task_id, t.title, t.assigned_on, t.done_on, run.as_at,
        COALESCE(t.extended_to, t.due_on) AS deadline_on
    FROM tasks AS t
    CROSS JOIN run
)
SELECT
    task_id,
    CASE
        WHEN done_on IS NULL OR done_on > as_at THEN 'not_applicable'
        WHEN deadline_on IS NULL OR done_on < assigned_on THEN 'cannot_judge'
        WHEN done_on > deadline_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    task_id AS case_key,
    title,
    deadline_on,
    done_on,
    DATE_DIFF('day', deadline_on, done_on) AS days_late
FROM dated
