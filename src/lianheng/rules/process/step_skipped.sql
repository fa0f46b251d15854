/*
id: process.step_skipped
title: {zh: 漏掉审批环节就支付, en: Paid with a step left out}
subject: process_cases
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 支付之前必须先提交、再批准；最近一次决定是驳回的不能支付。
  en: Before it is paid a claim is submitted and approved; one whose last decision is a rejection is not to be paid.
message:
  zh: "{paid_on}支付前的情况：提交{submissions}次，批准{approvals}次，最后一次决定为“{last_decision}”。"
  en: "Before payment on {paid_on}: submitted {submissions} times, approved {approvals} times, last decision: {last_decision}."
exclusions:
  zh: 没有支付的流程。
  en: Cases without a payment.
assumptions:
  zh: 按事件序号排先后。
  en: The order is that of the event numbers.
since: 0.1.0
*/
WITH first_payment AS (
    SELECT case_id, MIN(event_no) AS paid_no, MIN(CAST("at" AS DATE)) AS paid_on
    FROM process_events
    WHERE outcome = 'paid'
    GROUP BY case_id
),
followed AS (
    SELECT DISTINCT case_id FROM process_events
),
before_payment AS (
    SELECT
        e.case_id,
        COUNT(CASE WHEN e.outcome = 'submitted' THEN 1 END) AS submissions,
        COUNT(CASE WHEN e.outcome = 'approved' THEN 1 END) AS approvals,
        MIN(CASE WHEN e.outcome = 'submitted' THEN e.event_no END) AS submitted_no,
        MIN(CASE WHEN e.outcome = 'approved' THEN e.event_no END) AS approved_no,
        MAX(CASE WHEN e.outcome = 'approved' THEN e.event_no END) AS last_approved_no,
        MAX(CASE WHEN e.outcome = 'rejected' THEN e.event_no END) AS last_rejected_no
    FROM process_events AS e
    JOIN first_payment AS p ON p.case_id = e.case_id AND e.event_no < p.paid_no
    GROUP BY e.case_id
)
SELECT
    c.case_id,
    CASE
        WHEN f.case_id IS NULL THEN 'cannot_judge'
        WHEN p.case_id IS NULL THEN 'not_applicable'
        WHEN b.submitted_no IS NULL OR b.approved_no IS NULL THEN 'fail'
        WHEN b.approved_no < b.submitted_no THEN 'fail'
        WHEN b.last_rejected_no > b.last_approved_no THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    c.declared AS amount,
    c.case_id AS case_key,
    p.paid_on, COALESCE(b.submissions, 0) AS submissions, COALESCE(b.approvals, 0) AS approvals,
    CASE
        WHEN b.last_rejected_no > COALESCE(b.last_approved_no, 0) THEN 'rejected'
        WHEN b.last_approved_no IS NOT NULL THEN 'approved'
        ELSE '—'
    END AS last_decision
FROM process_cases AS c
LEFT JOIN followed AS f ON f.case_id = c.case_id
LEFT JOIN first_payment AS p ON p.case_id = c.case_id
LEFT JOIN before_payment AS b ON b.case_id = c.case_id
