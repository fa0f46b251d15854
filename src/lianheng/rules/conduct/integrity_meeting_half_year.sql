/*
id: conduct.integrity_meeting_half_year
title: {zh: 半年未召开廉政专题会议, en: No special meeting on integrity in the half-year}
subject: unit_periods
severity: orange
basis:
  - {document: 党委（党组）落实全面从严治党主体责任规定, number: "", article: 第三章, from: 2020-03-09, mark: V}
  - {document: 关于实行党风廉政建设责任制的规定, number: 中发〔2010〕19号, article: "", from: 2010-11-10, mark: K}
why:
  zh: 领导班子每半年至少专题研究一次全面从严治党，责任才有人部署、有人检查。
  en: The leaders take up integrity as a subject of its own at least once in each half-year, so that somebody assigns and checks the duties.
message:
  zh: "{period}应召开廉政专题会议{due}次，实有{held}次。"
  en: "{due} special meeting on integrity was due in {period}; {held} were held."
exclusions:
  zh: 其他种类的事项；尚未结束、还没有召开的半年；没有在册人员的单位。
  en: Other kinds of period; half-years not yet over in which none has been held so far; units without anybody on their roster.
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
        WHEN q.kind <> 'integrity_meeting' THEN 'not_applicable'
        WHEN q.held IS NULL OR q.due IS NULL OR q.ended IS NULL THEN 'cannot_judge'
        WHEN q.held >= q.due THEN 'pass'
        WHEN NOT q.ended OR r.unit_id IS NULL THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    q.period_id AS case_key,
    q.period,
    q.due,
    q.held
FROM unit_periods AS q
LEFT JOIN rosters AS r ON r.unit_id = q.unit_id
