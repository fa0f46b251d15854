/*
id: control.chief_role
title: {zh: 单位主要负责人承担内部控制建立与实施责任情况, en: "The chief's part in internal control"}
section: 内控报告
table: activities
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第2项，满分6分，此处只计台账记录能证明的得分：当年主要负责人主持的内控活动中，研究工作方案或制度2分、研究分工和岗位2分、其他内控会议2分，看名称含“内控”或“内部控制”的活动。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 2 of the basic assessment of internal control (财会〔2016〕11号), 6 points at most, of which only what the records prove is counted: of the year's activities on internal control chaired by the chief, those on the plan or rules 2, on the division of work and posts 2, any other 2. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  each: {default: 2, zh: 每一方面的分值, en: Points of each part}
since: 0.1.0
*/
WITH chaired AS (
    SELECT
        a.activity_id,
        CASE
            WHEN a.title LIKE '%方案%' OR a.title LIKE '%制度%' THEN 'plan'
            WHEN a.title LIKE '%分工%' OR a.title LIKE '%岗位%' THEN 'posts'
            ELSE 'meeting'
        END AS step
    FROM activities AS a
    JOIN people AS p ON p.person_id = a.host_id
    CROSS JOIN run
    WHERE p.role = 'chief' AND (a.title LIKE '%内控%' OR a.title LIKE '%内部控制%')
        AND (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year)
        AND (run.unit_id IS NULL OR a.unit_id = run.unit_id)
)
SELECT
    activity_id,
    CAST(
        CASE WHEN activity_id = MIN(activity_id) OVER (PARTITION BY step) THEN $each ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM chaired
