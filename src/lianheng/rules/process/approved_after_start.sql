/*
id: process.approved_after_start
title: {zh: 出行之后才批准, en: Approved after the trip began}
subject: process_cases
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, article: "", from: 2014-01-01, mark: V}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 出差须先经批准；出发之后才完成批准，事前审批就成了事后补签。
  en: A trip is to be approved first; an approval completed after the departure is a signature after the fact.
message:
  zh: "{starts_on}出发，完成批准的日期：{approved_on}（“—”表示始终没有批准），晚{days}天。"
  en: "Departed on {starts_on}; approval completed on {approved_on} (“—”: never), {days} days later."
parameters:
  start_activity: {default: Start trip, zh: 表示出发的环节名称, en: Name of the activity that is the departure}
exclusions:
  zh: 没有出发环节的流程，以及许可被驳回而没有批准、也没有支付的。
  en: Cases without a departure, and permits that were rejected, never approved and never paid.
assumptions:
  zh: 同一天出发和批准的分不清先后，算通过；许可流程以最后一次批准为完成，报销流程以许可环节的最后一次批准为完成（报销环节的批准不算）。
  en: >-
    Departure and approval on one day cannot be told apart and pass. The last approval of the permit completes it; approvals of the claim
    that follows the trip do not count.
since: 0.1.0
*/
WITH departures AS (
    SELECT case_id, MIN(CAST("at" AS DATE)) AS starts_on
    FROM process_events
    WHERE activity = $start_activity
    GROUP BY case_id
),
-- approvals of the permit: its steps name it, or the case has no other kind of approval
approvals AS (
    SELECT
        e.case_id,
        MAX(CASE WHEN e.activity LIKE 'Permit%' THEN CAST(e."at" AS DATE) END) AS permit_approved_on,
        MAX(CASE WHEN e.activity NOT LIKE 'Permit%' AND c.process = 'travel_permit' AND e.activity NOT LIKE 'Declaration%'
            AND e.activity NOT LIKE 'Request%' THEN CAST(e."at" AS DATE) END) AS other_approved_on
    FROM process_events AS e
    JOIN process_cases AS c ON c.case_id = e.case_id
    WHERE e.outcome = 'approved'
    GROUP BY e.case_id
),
payments AS (
    SELECT DISTINCT case_id FROM process_events WHERE outcome = 'paid'
),
followed AS (
    SELECT DISTINCT case_id FROM process_events
),
dated AS (
    SELECT
        c.case_id, c.permit_id, c.declared, d.starts_on,
        COALESCE(a.permit_approved_on, a.other_approved_on) AS approved_on,
        p.case_id IS NOT NULL AS paid, f.case_id IS NOT NULL AS followed
    FROM process_cases AS c
    LEFT JOIN departures AS d ON d.case_id = c.case_id
    LEFT JOIN approvals AS a ON a.case_id = c.case_id
    LEFT JOIN payments AS p ON p.case_id = c.case_id
    LEFT JOIN followed AS f ON f.case_id = c.case_id
)
SELECT
    case_id,
    CASE
        WHEN NOT followed THEN 'cannot_judge'
        WHEN starts_on IS NULL THEN 'not_applicable'
        WHEN approved_on IS NULL AND NOT paid THEN 'not_applicable'
        WHEN approved_on IS NULL OR approved_on > starts_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    declared AS amount,
    COALESCE(permit_id, case_id) AS case_key,
    starts_on, approved_on, DATE_DIFF('day', starts_on, approved_on) AS days
FROM dated
