/*
id: process.rubber_stamp
title: {zh: 走过场的审批, en: Rubber-stamped}
subject: process_cases
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用阈值（审批用时中位数不足10秒；200件以上从无退回）, mark: K}
why:
  zh: 审批人几秒钟批一件，或者批了几百件从来没有退回过，而同事常有退回，说明他没有看。
  en: An approver who takes seconds, or never refused in hundreds of cases while colleagues do, has not looked.
message:
  zh: "审批人{approver}共审批{decisions}件、退回{refusals}件，用时中位数{median_seconds}秒：{finding_zh}；本件用时{seconds}秒。"
  en: "{approver} decided {decisions} cases and refused {refusals}, median {median_seconds} seconds: {finding_en}; this one took {seconds} seconds."
parameters:
  enough: {default: 200, zh: 一名审批人至少审批多少件, en: Least number of decisions of an approver}
  seconds: {default: 10, zh: 不足多少秒视为没有看, en: Fewer seconds than this is no look}
  expected: {default: 5, zh: 按同事的退回率应有几件退回，才以“从无退回”论, en: Refusals due at the colleagues' rate before having none counts}
exclusions:
  zh: 没有批准事件的案件；审批人审批件数太少、看不出习惯的。
  en: Cases without approvals; approvers with too few decisions to show a habit.
assumptions:
  zh: 用时从同一案件的上一个事件算起；同事指同一流程的其他审批人。因用时太短被列出的，只列该审批人在规定秒数内批准的案件；从无退回的，列出其批准的全部案件。
  en: Time runs from the event before in the same case; colleagues are the other approvers of the process. An approver who is too fast has the cases approved within those seconds listed; one who never refuses has all of them.
since: 0.1.0
*/
WITH timed AS (
    SELECT
        e.case_id, e.event_no, e.actor, e.outcome, e.at AS made_at,
        LAG(e.at) OVER (PARTITION BY e.case_id ORDER BY e.event_no) AS came_at
    FROM process_events AS e
),
decided AS (
    SELECT
        t.case_id, c.process, t.event_no, t.actor, t.outcome,
        DATE_DIFF('second', t.came_at, t.made_at) AS seconds
    FROM timed AS t
    JOIN process_cases AS c ON c.case_id = t.case_id
    WHERE t.outcome IN ('approved', 'rejected')
),
approvers AS (
    SELECT
        process, actor,
        COUNT(*) AS decisions,
        SUM(CASE WHEN outcome = 'rejected' THEN 1 ELSE 0 END) AS refusals,
        MEDIAN(CASE WHEN outcome = 'approved' THEN seconds END) AS median_seconds
    FROM decided
    WHERE actor IS NOT NULL
    GROUP BY process, actor
),
processes AS (
    SELECT process, SUM(decisions) AS decisions, SUM(refusals) AS refusals
    FROM approvers
    GROUP BY process
),
habits AS (
    SELECT
        a.process, a.actor, a.decisions, a.refusals, a.median_seconds,
        a.decisions >= $enough AS is_known,
        a.decisions >= $enough AND a.median_seconds < $seconds AS is_fast,
        -- What this approver would have refused at the rate of all the others.
        a.decisions >= $enough AND a.refusals = 0
        AND a.decisions * p.refusals >= $expected * (p.decisions - a.decisions) AND p.decisions > a.decisions AS is_blind
    FROM approvers AS a
    JOIN processes AS p ON p.process = a.process
),
approvals AS (
    SELECT
        d.case_id, d.event_no, d.actor, d.seconds, h.decisions, h.refusals, h.median_seconds, h.is_blind,
        d.actor IS NULL AS is_nameless,
        COALESCE(h.is_known, FALSE) AS is_known,
        COALESCE(h.is_blind OR (h.is_fast AND d.seconds < $seconds), FALSE) AS is_stamped
    FROM decided AS d
    LEFT JOIN habits AS h ON h.process = d.process AND h.actor = d.actor
    WHERE d.outcome = 'approved'
),
by_case AS (
    SELECT
        case_id,
        MIN(CASE WHEN is_stamped THEN event_no END) AS stamped_no,
        MAX(CASE WHEN is_nameless THEN 1 ELSE 0 END) AS has_nameless,
        MAX(CASE WHEN is_known THEN 1 ELSE 0 END) AS has_known
    FROM approvals
    GROUP BY case_id
)
SELECT
    c.case_id,
    CASE
        WHEN a.stamped_no IS NOT NULL THEN 'fail'
        WHEN a.has_nameless = 1 THEN 'cannot_judge'
        WHEN a.has_known = 1 THEN 'pass'
        ELSE 'not_applicable'
    END AS outcome,
    c.declared AS amount,
    COALESCE(s.actor, c.case_id) AS case_key,
    s.actor AS approver,
    s.decisions,
    CAST(s.refusals AS BIGINT) AS refusals,
    CAST(s.median_seconds AS DECIMAL(18, 1)) AS median_seconds,
    s.seconds,
    CASE WHEN a.stamped_no IS NULL THEN '审批人没有名字' WHEN s.is_blind THEN '从无退回' ELSE '用时太短' END AS finding_zh,
    CASE
        WHEN a.stamped_no IS NULL THEN 'the approver is not named'
        WHEN s.is_blind THEN 'never refused'
        ELSE 'too fast'
    END AS finding_en
FROM process_cases AS c
LEFT JOIN by_case AS a ON a.case_id = c.case_id
LEFT JOIN approvals AS s ON s.case_id = a.case_id AND s.event_no = a.stamped_no AND s.is_stamped
