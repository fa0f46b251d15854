/*
id: process.rubber_stamp
title: {zh: 审批流于形式, en: Approved without looking}
subject: process_cases
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 一名审批人办了几百件、从不退回，通常几秒钟就点一件，审批就没有起到把关的作用。
  en: An approver who decided hundreds of cases, sent none back, and took seconds for most of them, did not check anything.
message:
  zh: "审批人{approver}共决定{decisions}件，退回0件，相邻两件通常只隔{seconds}秒。"
  en: "Approver {approver} decided {decisions} cases, sent none back, and usually took {seconds} seconds from one to the next."
parameters:
  decisions_from: {default: 200, zh: 至少决定多少件才判断, en: Decisions from which an approver is judged}
  seconds_below: {default: 10, zh: 相邻两次决定间隔的中位数低于几秒, en: Median of seconds between two decisions below which nobody looked}
exclusions:
  zh: 没有审批环节的案件。
  en: Cases that nobody decided.
assumptions:
  zh: 用同一审批人前后两次决定的间隔衡量审阅所花的时间；来源隐去审批人姓名的，无法判断。
  en: The time spent is the gap between two decisions of one approver; where the source hides who approved, nobody can tell.
since: 0.1.0
*/
WITH decisions AS (
    SELECT
        case_id, actor, outcome,
        DATE_DIFF('second', LAG("at") OVER (PARTITION BY actor ORDER BY "at", case_id, event_no), "at") AS seconds
    FROM process_events
    WHERE outcome IN ('approved', 'rejected')
),
stamps AS (
    SELECT actor, COUNT(*) AS decisions, MEDIAN(seconds) AS seconds
    FROM decisions
    WHERE actor IS NOT NULL
    GROUP BY actor
    HAVING COUNT(*) >= $decisions_from
        AND COUNT(CASE WHEN outcome = 'rejected' THEN 1 END) = 0
        AND MEDIAN(seconds) < $seconds_below
),
decided AS (
    SELECT
        d.case_id, COUNT(*) AS approvals, COUNT(d.actor) AS named,
        MIN(s.actor) AS approver
    FROM decisions AS d
    LEFT JOIN stamps AS s ON s.actor = d.actor
    GROUP BY d.case_id
)
SELECT
    c.case_id,
    CASE
        WHEN d.case_id IS NULL THEN 'not_applicable'
        WHEN d.approver IS NOT NULL THEN 'fail'
        WHEN d.named < d.approvals THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    COALESCE(d.approver, c.case_id) AS case_key,
    d.approver, s.decisions, CAST(s.seconds AS INTEGER) AS seconds
FROM process_cases AS c
LEFT JOIN decided AS d ON d.case_id = c.case_id
LEFT JOIN stamps AS s ON s.actor = d.approver
