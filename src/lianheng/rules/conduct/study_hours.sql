/*
id: conduct.study_hours
title: {zh: 党员年度学时不足, en: Too few hours of study in the year}
subject: person_years
severity: yellow
basis:
  - {document: 2019—2023年全国党员教育培训工作规划, number: "", article: "", from: 2019-01-01, to: 2023-12-31, mark: V}
  - {document: 全国党员教育培训工作规划（2024—2028年）, number: "", article: "", from: 2024-01-01, to: 2028-12-31, mark: K}
why:
  zh: 党员每年集中学习培训有最低学时，支部书记和委员更高。
  en: Members have a yearly minimum of hours of study; secretaries and committee members have a higher one.
message:
  zh: "{person}{year}年学时{study_hours}，要求{hours_due}；另有{sessions_without_hours}次参加的学习没有记学时，在岗{months_in_service}个月。"
  en: "{person} studied {study_hours} hours in {year}, {hours_due} are due; {sessions_without_hours} more sessions have no hours on record; {months_in_service} months in service."
exclusions:
  zh: 非党员；学时规划之外的年度；年度未结束且尚未达到的。
  en: People who are not members; years outside the plans; years not yet over in which the hours have not been reached.
assumptions:
  zh: 预备党员同样要求；现任支部职务视为全年任职；全年在岗不满十二个月又未达到的，在其他单位的学时不明，无法判断。
  en: Probationary members have the same minimum. A branch post held today is taken as held all year. For those who served less than twelve months the hours elsewhere are unknown.
since: 0.1.0
*/
WITH audiences AS (
    SELECT
        q.person_year_id, q.person_id, q.unit_id, q.year, q.party, q.study_hours, q.sessions_without_hours,
        q.months_in_service, q.ended,
        CASE WHEN q.branch_post IS NULL THEN 'member' ELSE 'branch_officer' END AS audience,
        MAKE_DATE(CAST(q.year AS INTEGER), 1, 1) AS year_starts_on
    FROM person_years AS q
)
SELECT
    q.person_year_id,
    CASE
        WHEN q.party IS NULL OR u.unit_id IS NULL THEN 'cannot_judge'
        WHEN q.party = 'none' OR h.hours IS NULL THEN 'not_applicable'
        WHEN q.study_hours IS NULL OR q.ended IS NULL THEN 'cannot_judge'
        WHEN q.study_hours >= h.hours THEN 'pass'
        WHEN NOT q.ended THEN 'not_applicable'
        WHEN q.sessions_without_hours > 0 OR q.months_in_service < 12 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    q.person_year_id AS case_key,
    COALESCE(p.name, q.person_id) AS person,
    q.year,
    q.study_hours,
    h.hours AS hours_due,
    q.sessions_without_hours,
    q.months_in_service
FROM audiences AS q
LEFT JOIN units AS u ON u.unit_id = q.unit_id
LEFT JOIN people AS p ON p.person_id = q.person_id
LEFT JOIN study_hours AS h
    ON h.unit_id = q.unit_id AND h.audience = q.audience AND q.year_starts_on BETWEEN h.valid_from AND h.valid_to
