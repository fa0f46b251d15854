/*
id: rectification.not_verified
title: {zh: 整改未经核验, en: Mended but not verified}
subject: problems
severity: orange
basis:
  - {document: 中华人民共和国审计法, number: "", article: 第五十二条, from: 2022-01-01, mark: L}
  - {document: 审计整改台账管理办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 对账销号要有人核验；没有核验的整改可能只是写在纸上。
  en: A problem is crossed off only after somebody has checked; unchecked, the mending may exist on paper only.
message:
  zh: "“{kind}”{done_on}完成整改，核验日{verified_on}；至今已历{days_taken}个工作日，应在{days_allowed}个工作日内核验，销号前必须核验。"
  en: "“{kind}” was done on {done_on}, verified on {verified_on}; {days_taken} working days have passed, verification is due within {days_allowed} and before the problem is closed."
exclusions:
  zh: 尚未完成整改的问题；完成后核验期限未到、也未销号的问题。
  en: Problems not yet mended, and mended ones not closed whose time for verification is not yet up.
assumptions:
  zh: 早于完成日的核验不算核验；已经核验的，不论早晚都算通过。
  en: A verification before the completion verifies nothing. Once verified it passes, however late.
period: until
since: 0.1.0
*/
WITH mended AS (
    SELECT
        p.problem_id, p.unit_id, p.kind, p.amount, p.state, p.found_on, p.done_on, p.verified_on, run.as_at
    FROM problems AS p
    CROSS JOIN run
)
SELECT
    m.problem_id,
    CASE
        WHEN m.done_on IS NULL AND m.state IN ('done', 'closed') THEN 'cannot_judge'
        WHEN m.done_on IS NULL AND m.verified_on IS NOT NULL THEN 'cannot_judge'
        WHEN m.done_on IS NULL OR m.done_on > m.as_at THEN 'not_applicable'
        WHEN m.verified_on >= m.done_on AND m.verified_on <= m.as_at THEN 'pass'
        WHEN m.state = 'closed' THEN 'fail'
        WHEN done_day.workday_no IS NULL OR as_at_day.workday_no IS NULL OR l.value IS NULL THEN 'cannot_judge'
        WHEN as_at_day.workday_no - done_day.workday_no <= l.value THEN 'not_applicable'
        -- Holidays not yet announced would make the time shorter.
        WHEN NOT (as_at_day.published AND done_day.published) THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    m.amount,
    m.problem_id AS case_key,
    m.kind,
    m.done_on,
    m.verified_on,
    as_at_day.workday_no - done_day.workday_no AS days_taken,
    l.value AS days_allowed
FROM mended AS m
LEFT JOIN days AS done_day ON done_day.on_day = m.done_on
LEFT JOIN days AS as_at_day ON as_at_day.on_day = m.as_at
LEFT JOIN limits AS l
    ON l.limit_id = 'rectification_verified_working_days' AND l.unit_id = m.unit_id
    AND m.done_on BETWEEN l.valid_from AND l.valid_to
