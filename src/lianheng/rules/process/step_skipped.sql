/*
id: process.step_skipped
title: {zh: 跳过审批环节, en: A step was skipped}
subject: process_cases
severity: red
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 先提交、再审批、后付款；没有批准就付款，或退回、重新提交之后没有再批就付款，审批等于没有。
  en: Submission, approval, payment, in this order. Paid without approval, or after a refusal or new submission that nobody approved, there was no control.
message:
  zh: "{paid_at}付款，{finding_zh}。"
  en: "Paid at {paid_at}: {finding_en}."
exclusions:
  zh: 没有付款也没有审批的案件。
  en: Cases that were neither paid nor approved.
assumptions:
  zh: 按事件次序判断，付款指第一次付款；一个许可下含多份单据的案件只看付款前有没有任何批准，因为日志不能区分批的是哪一份。来源不记提交环节的流程不判断提交。
  en: The order of events counts and payment is the first one. A permit that holds several documents is only asked for any approval before payment, since the log does not say which document was approved. Where a process logs no submissions, none is asked for.
since: 0.1.0
*/
WITH first_payments AS (
    SELECT case_id, MIN(event_no) AS paid_no, MIN(e.at) AS paid_at
    FROM process_events AS e
    WHERE outcome = 'paid'
    GROUP BY case_id
),
steps AS (
    SELECT
        e.case_id,
        COUNT(e.outcome) AS outcomes,
        MIN(CASE WHEN e.outcome = 'submitted' THEN e.event_no END) AS first_submitted,
        MIN(CASE WHEN e.outcome = 'approved' THEN e.event_no END) AS first_approved,
        MAX(CASE WHEN e.outcome = 'submitted' AND e.event_no < f.paid_no THEN e.event_no END) AS last_submitted,
        MAX(CASE WHEN e.outcome = 'approved' AND e.event_no < f.paid_no THEN e.event_no END) AS last_approved,
        MAX(CASE WHEN e.outcome = 'rejected' AND e.event_no < f.paid_no THEN e.event_no END) AS last_rejected,
        MIN(f.paid_no) AS paid_no,
        MIN(f.paid_at) AS paid_at
    FROM process_events AS e
    LEFT JOIN first_payments AS f ON f.case_id = e.case_id
    GROUP BY e.case_id
),
cases AS (
    SELECT
        c.case_id, c.process, c.permit_id, c.declared,
        s.outcomes, s.first_submitted, s.first_approved, s.last_submitted, s.last_approved, s.last_rejected, s.paid_no, s.paid_at
    FROM process_cases AS c
    LEFT JOIN steps AS s ON s.case_id = c.case_id
),
logged_submissions AS (
    SELECT process, COUNT(first_submitted) AS submissions
    FROM cases
    GROUP BY process
),
judged AS (
    SELECT
        c.case_id, c.declared, c.paid_at,
        CASE
            WHEN c.outcomes IS NULL OR c.outcomes = 0 THEN 'unknown'
            WHEN c.first_approved IS NULL AND c.paid_no IS NULL THEN 'open'
            WHEN c.paid_no IS NOT NULL AND c.last_approved IS NULL THEN 'not_approved'
            WHEN c.first_approved < c.first_submitted THEN 'too_early'
            WHEN c.first_submitted IS NULL AND l.submissions > 0 THEN 'not_submitted'
            WHEN c.permit_id = c.case_id OR c.paid_no IS NULL THEN 'in_order'
            WHEN c.last_rejected > c.last_approved THEN 'rejected'
            WHEN c.last_submitted > c.last_approved THEN 'resubmitted'
            ELSE 'in_order'
        END AS finding
    FROM cases AS c
    LEFT JOIN logged_submissions AS l ON l.process = c.process
)
SELECT
    case_id,
    CASE
        WHEN finding = 'unknown' THEN 'cannot_judge'
        WHEN finding = 'open' THEN 'not_applicable'
        WHEN finding = 'in_order' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN paid_at IS NOT NULL THEN declared END AS amount,
    case_id AS case_key,
    CAST(paid_at AS TIMESTAMP) AS paid_at,
    CASE finding
        WHEN 'not_approved' THEN '之前没有任何批准'
        WHEN 'too_early' THEN '批准早于提交'
        WHEN 'not_submitted' THEN '从未提交就已批准或付款'
        WHEN 'rejected' THEN '最后一次审批是退回'
        WHEN 'resubmitted' THEN '重新提交后没有再批准'
        ELSE '没有事件记录，或事件没有结果'
    END AS finding_zh,
    CASE finding
        WHEN 'not_approved' THEN 'nobody had approved it'
        WHEN 'too_early' THEN 'it was approved before it was submitted'
        WHEN 'not_submitted' THEN 'it was approved or paid without being submitted'
        WHEN 'rejected' THEN 'the last decision was a refusal'
        WHEN 'resubmitted' THEN 'nobody approved it after it was submitted anew'
        ELSE 'there are no events, or none with an outcome'
    END AS finding_en
FROM judged
