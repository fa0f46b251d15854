/*
id: tasks.overdue
title: {zh: 督办事项逾期, en: A supervised task is overdue}
subject: tasks
severity: yellow
basis:
  - {document: 本单位督办工作制度, number: "", article: "", mark: P}
why:
  zh: 交办的事到期必须有结果，需要延期的应先批准。
  en: What was assigned has a result on its date; more time is granted beforehand or not at all.
message:
  zh: "“{title}”{assigned_on}交办，{deadline_on}到期，至{as_at}已逾期{days_late}天未办结。"
  en: "“{title}”, assigned on {assigned_on} and due on {deadline_on}, is {days_late} days overdue on {as_at}."
exclusions:
  zh: 期限未到、尚未办结的事项。
  en: Open tasks whose date has not passed.
assumptions:
  zh: 批准延期的按延期后的期限；办结日晚于运行日的按未办结计；办结但迟于期限的由“督办事项迟办结”提示。
  en: A granted extension moves the date. A completion dated after the run's day has not happened yet. What was done late is another rule's.
period: until
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
        WHEN done_on < assigned_on THEN 'cannot_judge'
        WHEN done_on <= as_at THEN 'pass'
        WHEN deadline_on IS NULL THEN 'cannot_judge'
        WHEN deadline_on < as_at THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    task_id AS case_key,
    title,
    assigned_on,
    deadline_on,
    as_at,
    DATE_DIFF('day', deadline_on, as_at) AS days_late
FROM dated
