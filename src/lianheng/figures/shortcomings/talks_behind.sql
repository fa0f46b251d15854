/*
id: shortcomings.talks_behind
title: {zh: 谈话落后科室, en: Departments behind in talks}
section: 二
table: required_talks
measure: list
unit: {zh: 个科室, en: departments}
phrase: list
zero: omit
definition:
  zh: 当年应谈对象覆盖率低于全单位覆盖率八成的科室及其覆盖率，按谈话对象所在科室统计。
  en: "Departments whose coverage of required talks is below 80% of the unit's, by the department of the person to be talked with."
parameters:
  behind: {default: 0.8, zh: 低于单位平均水平的这一比例即为落后, en: "Below this share of the unit's mean a department is behind"}
since: 0.1.0
*/
WITH placed AS (
    SELECT t.requirement_id, t.unit_id, t.year, p.department, CASE WHEN t.talks > 0 THEN 1 ELSE 0 END AS talked
    FROM required_talks AS t
    JOIN people AS p ON p.person_id = t.interviewee_id
),
measured AS (
    SELECT
        requirement_id,
        department,
        SUM(talked) OVER (PARTITION BY unit_id, year, department) AS department_done,
        COUNT(*) OVER (PARTITION BY unit_id, year, department) AS department_all,
        SUM(talked) OVER (PARTITION BY unit_id, year) AS unit_done,
        COUNT(*) OVER (PARTITION BY unit_id, year) AS unit_all
    FROM placed
)
SELECT
    requirement_id,
    department || '（覆盖'
        || REPLACE(
            CAST(CAST(ROUND(department_done * 1000.0 / department_all) / 10 AS DECIMAL(18, 1)) AS VARCHAR), '.0', ''
        )
        || '%）' AS item
FROM measured
WHERE department IS NOT NULL
    AND department_done * unit_all < $behind * unit_done * department_all
