/*
id: analysis.monthly_missing
title: {zh: 月度收支分析缺期, en: A monthly analysis is missing}
subject: unit_periods
severity: yellow
basis:
  - {document: 本单位经济形势和财政收支月度分析制度, number: "", article: "", mark: P}
why:
  zh: 每月分析一次收支，才能及时看出进度和风险；缺一期，那个月就没有人看过账。
  en: Revenue and spending are analysed every month so that pace and risk show in time; a gap means nobody looked that month.
message:
  zh: "{period}应印发收支分析{due}期，实有{held}期。"
  en: "{due} analysis was due for {period}; {held} were issued."
parameters:
  days:
    default: 15
    zh: 月份结束后多少天内应印发
    en: Days after the end of the month within which it is issued
exclusions:
  zh: 其他种类的事项；没有在册人员的单位；印发时间未到的月份。
  en: Other kinds of period; units without anybody on their roster; months whose time is not yet up.
assumptions:
  zh: 只看有没有印发，迟印发的不在此列；印发日晚于运行日的按尚未印发计。
  en: Only whether it was issued matters, not how late. One dated after the run's day has not been issued yet.
since: 0.1.0
*/
WITH rosters AS (
    SELECT unit_id, COUNT(*) AS people
    FROM people
    GROUP BY unit_id
)
SELECT
    q.period_id,
    CASE
        WHEN q.kind <> 'analysis' THEN 'not_applicable'
        WHEN q.held IS NULL OR q.due IS NULL OR q.ends_on IS NULL THEN 'cannot_judge'
        WHEN q.held >= q.due AND q.first_held_on <= run.as_at THEN 'pass'
        WHEN DATE_DIFF('day', q.ends_on, run.as_at) <= $days THEN 'not_applicable'
        WHEN r.unit_id IS NULL THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    q.period_id AS case_key,
    q.period,
    q.due,
    q.held
FROM unit_periods AS q
CROSS JOIN run
LEFT JOIN rosters AS r ON r.unit_id = q.unit_id
