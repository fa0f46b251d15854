/*
id: rectification.overdue
title: {zh: 整改逾期, en: Not mended in time}
subject: problems
severity: orange
basis:
  - {document: 中华人民共和国审计法, number: "", article: 第五十二条, from: 2022-01-01, mark: L}
  - {document: 审计整改台账管理办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 查出的问题要在规定时间内改完，拖着不改就等于没有查。
  en: A problem found is mended by its date; left open, it might as well not have been found.
message:
  zh: "“{kind}”{found_on}发现，{due_on}到期，至{as_at}已逾期{days_late}天仍未整改完成。"
  en: "“{kind}” was found on {found_on} and due on {due_on}; by {as_at} it is {days_late} days overdue and not mended."
exclusions:
  zh: 期限未到、尚未完成的问题。
  en: Open problems whose date has not passed.
assumptions:
  zh: 到期当天完成算按期；完成日晚于运行日的按未完成计；已经完成但迟于期限的由“整改迟完成”提示；结转到下年的仍按原期限计。
  en: The due date itself is in time. A completion dated after the run's day has not happened yet. What was completed late is another rule's. Carrying a problem over does not move its date.
period: until
since: 0.1.0
*/
SELECT
    p.problem_id,
    CASE
        WHEN p.done_on < p.found_on THEN 'cannot_judge'
        WHEN p.done_on <= run.as_at THEN 'pass'
        WHEN p.done_on IS NULL AND p.state IN ('done', 'closed') THEN 'cannot_judge'
        WHEN p.due_on IS NULL THEN 'cannot_judge'
        WHEN p.due_on < run.as_at THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    p.amount,
    p.problem_id AS case_key,
    p.kind,
    p.found_on,
    p.due_on,
    run.as_at,
    DATE_DIFF('day', p.due_on, run.as_at) AS days_late
FROM problems AS p
CROSS JOIN run
