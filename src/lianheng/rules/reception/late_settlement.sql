/*
id: reception.late_settlement
title: {zh: 接待费结算逾期, en: Late settlement of a reception}
subject: receptions
severity: yellow
basis:
  - {document: 本单位公务接待规定（一事一结，多地规定一个月内）, mark: P}
why:
  zh: 接待费应一事一结、按期结清；拖欠和合并结算会掩盖每一次接待的真实开支。
  en: Every reception is settled by itself and in time; debts and collective bills hide what each one cost.
message:
  zh: "{held_on}接待{guest_unit}，费用{total}元，结算日期{paid_on}；至{counted_to}已{days_after}天，期限{limit_days}天。"
  en: "{guest_unit} was received on {held_on} at {total} yuan, settled on {paid_on}: {days_after} days by {counted_to}, {limit_days} are allowed."
exclusions:
  zh: 没有发生费用的，以及尚未结算但未到期限的接待，不适用。
  en: Receptions that cost nothing, and unsettled ones that are not due yet.
assumptions:
  zh: 结算日期空白即尚未结算，计算到检查日。期限由本单位设定，接待当天不计。
  en: A blank date means not settled; the days then run to the day of the check. The bureau sets the term; the day of the reception does not count.
since: 0.1.0
*/
WITH delays AS (
    SELECT
        r.reception_id, r.unit_id, r.held_on, r.guest_unit, r.total, r.paid_on,
        COALESCE(r.paid_on, run.as_at) AS counted_to,
        DATE_DIFF('day', r.held_on, COALESCE(r.paid_on, run.as_at)) AS days_after
    FROM receptions AS r
    CROSS JOIN run
)
SELECT
    d.reception_id,
    CASE WHEN d.total = 0 THEN 'not_applicable'
         WHEN d.total IS NULL OR d.days_after IS NULL OR l.value IS NULL THEN 'cannot_judge'
         WHEN d.days_after > l.value THEN 'fail'
         WHEN d.paid_on IS NULL THEN 'not_applicable'
         ELSE 'pass' END AS outcome,
    d.total AS amount,
    d.reception_id AS case_key,
    d.held_on, d.guest_unit, d.total, d.paid_on, d.counted_to, d.days_after, l.value AS limit_days
FROM delays AS d
LEFT JOIN limits AS l
    ON l.unit_id = d.unit_id AND l.limit_id = 'reception_settlement_days'
    AND d.held_on BETWEEN l.valid_from AND l.valid_to
