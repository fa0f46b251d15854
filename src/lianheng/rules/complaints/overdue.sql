/*
id: complaints.overdue
title: {zh: 信访举报逾期未办结, en: A complaint is overdue}
subject: complaints
severity: orange
basis:
  - {document: 信访条例, number: 国务院令第431号, article: 第三十三条, from: 2005-05-01, to: 2022-04-30, mark: K}
  - {document: 信访工作条例, number: "", article: "", from: 2022-05-01, mark: K}
why:
  zh: 群众反映的问题要按期答复，拖延就是不作为。
  en: Whoever complains gets an answer by the date; delay is a failure of duty.
message:
  zh: "{received_on}收到的信访件{due_on}到期，至{as_at}已逾期{days_late}天未办结。"
  en: "A complaint received on {received_on} and due on {due_on} is {days_late} days overdue on {as_at}."
exclusions:
  zh: 期限未到、尚未办结的信访件。
  en: Open complaints whose date has not passed.
assumptions:
  zh: 办结日晚于运行日的按未办结计；办结但迟于期限的由“信访举报迟办结”提示；内容和姓名不在台账中。
  en: A closing dated after the run's day has not happened yet. What was closed late is another rule's. Neither names nor contents are in the ledger.
period: until
since: 0.1.0
*/
SELECT
    c.complaint_id,
    CASE
        WHEN c.closed_on < c.received_on THEN 'cannot_judge'
        WHEN c.closed_on <= run.as_at THEN 'pass'
        WHEN c.due_on IS NULL THEN 'cannot_judge'
        WHEN c.due_on < run.as_at THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    c.complaint_id AS case_key,
    c.received_on,
    c.due_on,
    run.as_at,
    DATE_DIFF('day', c.due_on, run.as_at) AS days_late
FROM complaints AS c
CROSS JOIN run
