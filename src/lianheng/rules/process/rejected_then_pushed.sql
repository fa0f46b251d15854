/*
id: process.rejected_then_pushed
title: {zh: 退回后绕开原审批人, en: Refused, then pushed through}
subject: process_cases
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 谁退回的，改好后要再过谁的手；换个人批、跳过退回的环节付款，退回就成了摆设。
  en: Whoever refused must see it again. Having another approve it, or leaving that step out, makes the refusal void.
message:
  zh: "{refused_by}在{refused_at}退回，此后未再同意，案件仍{finding_zh}。"
  en: "{refused_by} refused at {refused_at} and has not agreed since, yet the case was {finding_en}."
parameters:
  nobody:
    default: "MISSING,UNDEFINED,SYSTEM,UNKNOWN"
    zh: 日志中不指任何人的角色（逗号分开）
    en: Roles that name nobody in the log (comma between)
exclusions:
  zh: 没有被退回的，提交人自己撤回的，退回后没有付款也没有最终批准的。
  en: Cases never refused, withdrawn by the submitter, or neither paid nor finally approved after the refusal.
assumptions:
  zh: 有经办人的按人判断，没有的按角色判断；退回之后同一人（角色）又批准过，就不算绕开。
  en: People are told apart by name where the log has one, else by role. A refusal is settled when the same one approves afterwards.
since: 0.1.0
*/
WITH refused_cases AS (
    SELECT DISTINCT case_id FROM process_events WHERE outcome = 'rejected'
),
decisions_made AS (
    SELECT
        e.case_id, e.event_no, e.outcome, e.at AS made_at,
        COALESCE(e.actor, CASE WHEN STRPOS(',' || $nobody || ',', ',' || e.role || ',') = 0 THEN e.role END) AS party
    FROM process_events AS e
    JOIN refused_cases AS r ON r.case_id = e.case_id
    WHERE e.outcome IN ('submitted', 'approved', 'rejected', 'paid')
),
submitters AS (
    SELECT DISTINCT case_id, party
    FROM decisions_made
    WHERE outcome = 'submitted' AND party IS NOT NULL
),
refusals AS (
    SELECT d.case_id, d.party, MAX(d.event_no) AS refused_no, MAX(d.made_at) AS refused_at
    FROM decisions_made AS d
    LEFT JOIN submitters AS s ON s.case_id = d.case_id AND s.party = d.party
    WHERE d.outcome = 'rejected' AND s.case_id IS NULL
    GROUP BY d.case_id, d.party
),
consents AS (
    SELECT case_id, party, MAX(event_no) AS consent_no
    FROM decisions_made
    WHERE outcome = 'approved' AND party IS NOT NULL
    GROUP BY case_id, party
),
endings AS (
    SELECT
        case_id,
        MAX(CASE WHEN outcome = 'paid' THEN event_no END) AS paid_no,
        MAX(CASE WHEN outcome = 'approved' THEN event_no END) AS approved_no,
        MAX(CASE WHEN outcome = 'rejected' THEN event_no END) AS rejected_no
    FROM decisions_made
    GROUP BY case_id
),
settled AS (
    SELECT
        r.case_id, r.party, r.refused_at, n.paid_no,
        CASE
            WHEN COALESCE(n.paid_no, 0) < r.refused_no
                AND (COALESCE(n.approved_no, 0) < r.refused_no OR n.approved_no < n.rejected_no) THEN 'stopped'
            WHEN r.party IS NULL THEN 'unknown'
            WHEN c.consent_no > r.refused_no THEN 'agreed'
            ELSE 'pushed'
        END AS finding
    FROM refusals AS r
    JOIN endings AS n ON n.case_id = r.case_id
    LEFT JOIN consents AS c ON c.case_id = r.case_id AND c.party = r.party
),
by_case AS (
    SELECT
        case_id,
        MAX(CASE WHEN finding = 'pushed' THEN party END) AS refused_by,
        MAX(CASE WHEN finding = 'pushed' THEN refused_at END) AS refused_at,
        MAX(CASE WHEN finding = 'unknown' THEN 1 ELSE 0 END) AS has_unknown,
        MAX(CASE WHEN finding = 'agreed' THEN 1 ELSE 0 END) AS has_agreed,
        MAX(paid_no) AS paid_no
    FROM settled
    GROUP BY case_id
),
logged AS (
    SELECT case_id, COUNT(outcome) AS outcomes
    FROM process_events
    GROUP BY case_id
)
SELECT
    c.case_id,
    CASE
        WHEN l.outcomes IS NULL OR l.outcomes = 0 THEN 'cannot_judge'
        WHEN b.refused_by IS NOT NULL THEN 'fail'
        WHEN b.has_unknown = 1 THEN 'cannot_judge'
        WHEN b.has_agreed = 1 THEN 'pass'
        ELSE 'not_applicable'
    END AS outcome,
    c.declared AS amount,
    c.case_id AS case_key,
    b.refused_by,
    CAST(b.refused_at AS TIMESTAMP) AS refused_at,
    CASE WHEN b.paid_no IS NOT NULL THEN '已付款' ELSE '已批准' END AS finding_zh,
    CASE WHEN b.paid_no IS NOT NULL THEN 'paid' ELSE 'approved' END AS finding_en
FROM process_cases AS c
LEFT JOIN logged AS l ON l.case_id = c.case_id
LEFT JOIN by_case AS b ON b.case_id = c.case_id
