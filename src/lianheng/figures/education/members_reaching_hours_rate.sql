/*
id: education.members_reaching_hours_rate
title: {zh: 学时达标率, en: Share reaching the hours due}
section: 一（二）一是
table: person_years
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 学时达标党员占当年任职党员之比；没有学时标准的年度不计算。
  en: Members who reached the hours due over the members who served in the year; not made for a year without a standard.
since: 0.1.0
*/
WITH judged AS (
    SELECT p.person_year_id, p.study_hours >= s.hours AS reached
    FROM person_years AS p
    LEFT JOIN study_hours AS s
        ON s.unit_id = p.unit_id
        AND s.audience = CASE WHEN p.branch_post IS NULL THEN 'member' ELSE 'branch_officer' END
        AND MAKE_DATE(CAST(p.year AS INTEGER), 1, 1) BETWEEN s.valid_from AND s.valid_to
    WHERE p.party IN ('member', 'probationary')
)
SELECT person_year_id, reached AS counted
FROM judged
