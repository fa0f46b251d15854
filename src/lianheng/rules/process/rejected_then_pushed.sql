/*
id: process.rejected_then_pushed
title: {zh: 被退回后换人或压价通过, en: Rejected and then pushed through}
subject: process_cases
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 被一名审批人退回的事项，原样转给同一岗位的另一人批准，或把金额压到审批限额以下再批，绕开了说“不”的人。
  en: A matter that one approver refused was given unchanged to another of the same role, or cut to just below the limit, to get round the refusal.
message:
  zh: "{rejected_on}被{rejecter}退回，{approved_on}由{approver}批准；金额由{amount_before}元变为{amount_after}元（限额{limit_amount}元）。"
  en: "Refused by {rejecter} on {rejected_on}, approved by {approver} on {approved_on}; the amount went from {amount_before} to {amount_after} yuan (limit {limit_amount})."
exclusions:
  zh: 没有被退回，或退回后没有再批准的。
  en: Cases never refused, or not approved after it.
assumptions:
  zh: >-
    看最后一次退回和其后同一岗位的第一次批准；换人且金额未降的，或金额由限额以上降到限额的九成至限额之间的，为疑点。来源隐去姓名的，无法判断。
  en: >-
    The last refusal is compared with the first approval after it in the same role. Another person with no lower amount, or an amount cut from
    above the approval limit into its last tenth, is suspect. Where the source hides names nobody can tell.
since: 0.1.0
*/
WITH refusals AS (
    SELECT case_id, MAX(event_no) AS refused_no FROM process_events WHERE outcome = 'rejected' GROUP BY case_id
),
refused AS (
    SELECT e.case_id, e.event_no AS refused_no, e.actor AS rejecter, e.role, e.amount AS amount_before, e."at" AS refused_at
    FROM process_events AS e
    JOIN refusals AS r ON r.case_id = e.case_id AND r.refused_no = e.event_no
),
approvals AS (
    SELECT r.case_id, MIN(e.event_no) AS approved_no
    FROM refused AS r
    JOIN process_events AS e
        ON e.case_id = r.case_id AND e.event_no > r.refused_no AND e.outcome = 'approved'
        AND (e.role = r.role OR (e.role IS NULL AND r.role IS NULL))
    GROUP BY r.case_id
),
compared AS (
    SELECT
        r.case_id, r.rejecter, e.actor AS approver, e.event_no AS approved_no,
        COALESCE(r.amount_before, c.requested) AS amount_before, COALESCE(e.amount, c.declared) AS amount_after,
        CAST(r.refused_at AS DATE) AS rejected_on, CAST(e."at" AS DATE) AS approved_on,
        l.value AS limit_amount, s.value AS just_below_share
    FROM refused AS r
    JOIN process_cases AS c ON c.case_id = r.case_id
    LEFT JOIN approvals AS a ON a.case_id = r.case_id
    LEFT JOIN process_events AS e ON e.case_id = a.case_id AND e.event_no = a.approved_no
    LEFT JOIN limits AS l
        ON l.unit_id = c.unit AND l.limit_id = 'approval_limit' AND CAST(e."at" AS DATE) BETWEEN l.valid_from AND l.valid_to
    LEFT JOIN limits AS s
        ON s.unit_id = c.unit AND s.limit_id = 'just_below_share' AND CAST(e."at" AS DATE) BETWEEN s.valid_from AND s.valid_to
),
followed AS (
    SELECT DISTINCT case_id FROM process_events
)
SELECT
    c.case_id,
    CASE
        WHEN f.case_id IS NULL THEN 'cannot_judge'
        WHEN p.case_id IS NULL OR p.approved_no IS NULL THEN 'not_applicable'
        WHEN p.amount_before > p.limit_amount AND p.amount_after <= p.limit_amount
            AND p.amount_after >= p.just_below_share * p.limit_amount THEN 'fail'
        WHEN p.rejecter IS NULL OR p.approver IS NULL THEN 'cannot_judge'
        WHEN p.rejecter = p.approver THEN 'pass'
        WHEN p.amount_after < p.amount_before THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    p.amount_after AS amount,
    c.case_id AS case_key,
    p.rejecter, p.approver, p.rejected_on, p.approved_on, p.amount_before, p.amount_after, p.limit_amount
FROM process_cases AS c
LEFT JOIN followed AS f ON f.case_id = c.case_id
LEFT JOIN compared AS p ON p.case_id = c.case_id
