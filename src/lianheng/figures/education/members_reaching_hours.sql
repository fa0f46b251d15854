/*
id: education.members_reaching_hours
title: {zh: 学时达标党员, en: Members reaching the hours due}
section: 一（二）一是
table: person_years
measure: count
unit: {zh: 名, en: members}
phrase: exact
zero: say
definition:
  zh: 当年任职的党员中学时达到规定的人数；规定学时取年初有效的标准，支部委员按支部书记委员的标准。
  en: "Members who served in the year and reached the hours due; the hours are those in force at the start of the year, higher for branch officers."
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
SELECT person_year_id
FROM judged
WHERE reached
