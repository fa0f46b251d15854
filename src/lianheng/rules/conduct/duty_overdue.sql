/*
id: conduct.duty_overdue
title: {zh: 责任事项逾期未完成, en: A duty is overdue}
subject: duties
severity: orange
basis:
  - {document: 党委（党组）落实全面从严治党主体责任规定, number: "", article: "", from: 2020-03-09, mark: V}
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 责任清单上的事项有人、有期限，到期不做就是责任没有落实。
  en: Each item on the list has a holder and a date; undone on its date, the responsibility was not borne.
message:
  zh: "“{text}”应于{due_on}前完成，至{as_at}已逾期{days_late}天，责任人{holder}。"
  en: "“{text}” was due on {due_on}; on {as_at} it is {days_late} days overdue; holder {holder}."
exclusions:
  zh: 期限未到、尚未完成的责任事项。
  en: Duties not yet done whose date has not passed.
assumptions:
  zh: 到期当天完成算按期；完成日晚于运行日的按未完成计；已经完成但迟于期限的由“责任事项迟完成”提示。
  en: The due date itself is in time. A completion dated after the run's day has not happened yet. What was done late is another rule's.
period: until
since: 0.1.0
*/
SELECT
    d.duty_id,
    CASE
        WHEN d.done_on <= run.as_at THEN 'pass'
        WHEN d.due_on IS NULL THEN 'cannot_judge'
        WHEN d.due_on < run.as_at THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    d.duty_id AS case_key,
    d.text,
    d.due_on,
    run.as_at,
    DATE_DIFF('day', d.due_on, run.as_at) AS days_late,
    COALESCE(p.name, d.holder_id) AS holder
FROM duties AS d
CROSS JOIN run
LEFT JOIN people AS p ON p.person_id = d.holder_id
