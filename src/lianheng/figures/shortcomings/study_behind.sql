/*
id: shortcomings.study_behind
title: {zh: 学时落后科室, en: Departments behind in study}
section: 二
table: person_years
measure: list
unit: {zh: 个科室, en: departments}
phrase: list
zero: omit
definition:
  zh: 当年人均学时低于全单位人均学时八成的科室及其人均学时，按任职人员统计，保留一位小数。
  en: "Departments whose mean study hours are below 80% of the unit's, over everybody who served in the year, with the mean to one decimal."
parameters:
  behind: {default: 0.8, zh: 低于单位平均水平的这一比例即为落后, en: "Below this share of the unit's mean a department is behind"}
since: 0.1.0
*/
WITH measured AS (
    SELECT
        person_year_id,
        department,
        SUM(study_hours) OVER (PARTITION BY unit_id, year, department) AS department_hours,
        COUNT(*) OVER (PARTITION BY unit_id, year, department) AS department_people,
        SUM(study_hours) OVER (PARTITION BY unit_id, year) AS unit_hours,
        COUNT(*) OVER (PARTITION BY unit_id, year) AS unit_people
    FROM person_years
)
SELECT
    person_year_id,
    department || '（人均'
        || REPLACE(
            CAST(CAST(ROUND(department_hours * 10 / department_people) / 10 AS DECIMAL(18, 1)) AS VARCHAR), '.0', ''
        )
        || '学时）' AS item
FROM measured
WHERE department IS NOT NULL
    AND department_hours * unit_people < $behind * unit_hours * department_people
