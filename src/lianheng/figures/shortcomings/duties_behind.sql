/*
id: shortcomings.duties_behind
title: {zh: 履责落后科室, en: Departments behind in duties}
section: 二
table: duties
measure: list
unit: {zh: 个科室, en: departments}
phrase: list
zero: omit
definition:
  zh: 当年责任事项完成率（截至运行日）低于全单位完成率八成的科室及其完成率，按责任人所在科室统计。
  en: "Departments whose share of duties done by the run's day is below 80% of the unit's, by the department of the holder."
parameters:
  behind: {default: 0.8, zh: 低于单位平均水平的这一比例即为落后, en: "Below this share of the unit's mean a department is behind"}
since: 0.1.0
*/
WITH placed AS (
    SELECT t.duty_id, p.unit_id, t.year, p.department, CASE WHEN t.done_on <= run.as_at THEN 1 ELSE 0 END AS done
    FROM duties AS t
    JOIN people AS p ON p.person_id = t.holder_id
    CROSS JOIN run
),
measured AS (
    SELECT
        duty_id,
        department,
        SUM(done) OVER (PARTITION BY unit_id, year, department) AS department_done,
        COUNT(*) OVER (PARTITION BY unit_id, year, department) AS department_all,
        SUM(done) OVER (PARTITION BY unit_id, year) AS unit_done,
        COUNT(*) OVER (PARTITION BY unit_id, year) AS unit_all
    FROM placed
)
SELECT
    duty_id,
    department || '（完成'
        || REPLACE(
            CAST(CAST(ROUND(department_done * 1000.0 / department_all) / 10 AS DECIMAL(18, 1)) AS VARCHAR), '.0', ''
        )
        || '%）' AS item
FROM measured
WHERE department IS NOT NULL
    AND department_done * unit_all < $behind * unit_done * department_all
