/*
id: control.incompatible_assignments
title: {zh: 一人兼任不相容岗位, en: Two incompatible steps in one hand}
subject: role_assignments
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第十二条, from: 2014-01-01, mark: K}
  - {document: 中华人民共和国会计法, number: "", article: 第二十七条、第三十七条, from: 2000-07-01, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, number: "", article: 第二十五条、第三十五条, from: 2024-07-01, mark: L}
why:
  zh: 申请、审批、执行、记录、保管、检查由不同的人承担，才能相互制约。
  en: Asking, approving, doing, recording, keeping and checking lie in different hands so that each holds the others in check.
message:
  zh: "{person_id}在{process}业务中承担“{step}”，同时承担“{other_steps_zh}”，自{since_on}起重叠。"
  en: "{person_id} holds the step “{step}” of {process} together with “{other_steps_en}” since {since_on}."
exclusions:
  zh: 不相容岗位要求生效之前已经结束的授权。
  en: Assignments that ended before incompatible duties were defined.
assumptions:
  zh: 授权首尾两天都算在内，没有结束日的视为仍有效；人员不在台账中的，适用哪一层的要求不明，无法判断。
  en: First and last day both count, an open end means still valid. Without the person on record the unit, and so the standard, is unknown.
since: 0.1.0
*/
WITH assigned AS (
    SELECT
        r.assignment_id, r.person_id, p.unit_id, r.process, r.step, r.from_on,
        COALESCE(r.to_on, DATE '9999-12-31') AS to_on
    FROM role_assignments AS r
    LEFT JOIN people AS p ON p.person_id = r.person_id
),
in_force AS (
    SELECT DISTINCT a.assignment_id
    FROM assigned AS a
    JOIN incompatible_steps AS s
        ON s.unit_id = a.unit_id AND s.process = a.process AND s.valid_from <= a.to_on AND s.valid_to >= a.from_on
),
-- The steps one person holds at the same time, on a day on which they are incompatible.
clashes AS (
    SELECT
        a.assignment_id,
        b.step AS other_step,
        GREATEST(a.from_on, b.from_on, s.valid_from) AS overlaps_from
    FROM assigned AS a
    JOIN assigned AS b
        ON b.person_id = a.person_id AND b.process = a.process
        AND b.from_on <= a.to_on AND b.to_on >= a.from_on
    JOIN incompatible_steps AS s
        ON s.unit_id = a.unit_id AND s.process = a.process AND s.step = a.step AND s.other_step = b.step
        AND s.valid_from <= LEAST(a.to_on, b.to_on) AND s.valid_to >= GREATEST(a.from_on, b.from_on)
    WHERE s.incompatible = 1
),
summed AS (
    SELECT
        assignment_id,
        MIN(overlaps_from) AS since_on,
        CONCAT_WS(
            '、',
            MAX(CASE WHEN other_step = 'request' THEN '申请' END),
            MAX(CASE WHEN other_step = 'approve' THEN '审批' END),
            MAX(CASE WHEN other_step = 'review' THEN '审核' END),
            MAX(CASE WHEN other_step = 'pay' THEN '付款' END),
            MAX(CASE WHEN other_step = 'record' THEN '记账' END),
            MAX(CASE WHEN other_step = 'custody' THEN '保管' END),
            MAX(CASE WHEN other_step = 'accept' THEN '验收' END),
            MAX(CASE WHEN other_step = 'check' THEN '稽核' END)
        ) AS other_steps_zh,
        CONCAT_WS(
            ', ',
            MAX(CASE WHEN other_step = 'request' THEN 'request' END),
            MAX(CASE WHEN other_step = 'approve' THEN 'approve' END),
            MAX(CASE WHEN other_step = 'review' THEN 'review' END),
            MAX(CASE WHEN other_step = 'pay' THEN 'pay' END),
            MAX(CASE WHEN other_step = 'record' THEN 'record' END),
            MAX(CASE WHEN other_step = 'custody' THEN 'custody' END),
            MAX(CASE WHEN other_step = 'accept' THEN 'accept' END),
            MAX(CASE WHEN other_step = 'check' THEN 'check' END)
        ) AS other_steps_en
    FROM clashes
    GROUP BY assignment_id
)
SELECT
    a.assignment_id,
    CASE
        WHEN a.person_id IS NULL OR a.process IS NULL OR a.step IS NULL OR a.from_on IS NULL THEN 'cannot_judge'
        WHEN a.unit_id IS NULL THEN 'cannot_judge'
        WHEN i.assignment_id IS NULL THEN 'not_applicable'
        WHEN c.assignment_id IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    a.person_id || '|' || a.process AS case_key,
    a.person_id,
    a.process,
    a.step,
    c.since_on,
    c.other_steps_zh,
    c.other_steps_en
FROM assigned AS a
LEFT JOIN in_force AS i ON i.assignment_id = a.assignment_id
LEFT JOIN summed AS c ON c.assignment_id = a.assignment_id
