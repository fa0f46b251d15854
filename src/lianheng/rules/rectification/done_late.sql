/*
id: rectification.done_late
title: {zh: 整改迟完成, en: Mended late}
subject: problems
severity: yellow
basis:
  - {document: 中华人民共和国审计法, number: "", article: 第五十二条, from: 2022-01-01, mark: L}
  - {document: 审计整改台账管理办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 迟改也是没有按规定时间整改，年底统计按期整改率时要扣除。
  en: Late is not in time; the year's share of problems mended in time leaves these out.
message:
  zh: "“{kind}”{due_on}到期，{done_on}才完成，迟{days_late}天。"
  en: "“{kind}” was due on {due_on} and done on {done_on}, {days_late} days late."
exclusions:
  zh: 尚未完成的问题。
  en: Problems not yet mended.
since: 0.1.0
*/
SELECT
    p.problem_id,
    CASE
        WHEN p.done_on IS NULL AND p.state IN ('done', 'closed') THEN 'cannot_judge'
        WHEN p.done_on IS NULL OR p.done_on > run.as_at THEN 'not_applicable'
        WHEN p.due_on IS NULL OR p.done_on < p.found_on THEN 'cannot_judge'
        WHEN p.done_on > p.due_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.problem_id AS case_key,
    p.kind,
    p.due_on,
    p.done_on,
    DATE_DIFF('day', p.due_on, p.done_on) AS days_late
FROM problems AS p
CROSS JOIN run
