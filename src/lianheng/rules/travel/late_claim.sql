/*
id: travel.late_claim
title: {zh: 差旅费报销逾期, en: Late travel claim}
subject: trips
severity: yellow
basis:
  - {document: 本单位差旅费报销规定（各地多为返回后一个月内）, mark: P}
why:
  zh: 返回后应在规定期限内报销，拖得越久，票据和行程越难核实。
  en: Claims are due within a set time after the return; the longer they wait, the harder tickets and days are to verify.
message:
  zh: "{ends_on}返回，{submitted_on}报销，相隔{days_after}天，期限{limit_days}天。"
  en: "Back on {ends_on}, claimed on {submitted_on}: {days_after} days later, {limit_days} are allowed."
assumptions:
  zh: 期限由本单位设定，按返回日适用的天数计算；返回当天不计。
  en: The bureau sets the number of days, that of the day of return; this day itself does not count.
since: 0.1.0
*/
WITH delays AS (
    SELECT
        t.trip_id, t.claim_id, t.ends_on, c.submitted_on, l.value AS limit_days,
        DATE_DIFF('day', t.ends_on, c.submitted_on) AS days_after
    FROM trips AS t
    LEFT JOIN claims AS c ON c.claim_id = t.claim_id
    LEFT JOIN people AS p ON p.person_id = t.person_id
    LEFT JOIN limits AS l
        ON l.unit_id = p.unit_id AND l.limit_id = 'claim_deadline_days' AND t.ends_on BETWEEN l.valid_from AND l.valid_to
)
SELECT
    trip_id,
    CASE WHEN days_after IS NULL OR limit_days IS NULL THEN 'cannot_judge'
         WHEN days_after > limit_days THEN 'fail'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    COALESCE(claim_id, trip_id) AS case_key,
    ends_on, submitted_on, days_after, limit_days
FROM delays
