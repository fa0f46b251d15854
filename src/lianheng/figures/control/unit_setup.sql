/*
id: control.unit_setup
title: {zh: 内部控制建设启动情况, en: Internal control set up}
section: 内控报告
table: activities
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第1项，满分14分，此处只计台账记录能证明的得分：成立领导小组或建立工作机制4分，当年开展专题培训3分、风险评估3分，开展流程梳理4分，看名称含“内控”或“内部控制”的活动。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 1 of the basic assessment of internal control (财会〔2016〕11号), 14 points at most, of which only what the records prove is counted: a leading group or mechanism 4, training 3 and a risk assessment 3 in the year, a review of processes 4, by activities whose title names internal control (内控, 内部控制). What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  mechanism: {default: 4, zh: 领导小组和工作机制的分值, en: Points of the leading group or mechanism}
  training: {default: 3, zh: 专题培训的分值, en: Points of training}
  assessment: {default: 3, zh: 风险评估的分值, en: Points of the risk assessment}
  processes: {default: 4, zh: 流程梳理的分值, en: Points of the review of processes}
since: 0.1.0
*/
WITH steps AS (
    SELECT
        a.activity_id,
        a.held_on,
        run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year AS is_this_year,
        CASE
            WHEN a.title LIKE '%风险评估%' THEN 'assessment'
            WHEN a.title LIKE '%流程%' THEN 'processes'
            WHEN a.title LIKE '%培训%' THEN 'training'
            WHEN a.title LIKE '%领导小组%' OR a.title LIKE '%启动%' OR a.title LIKE '%机制%' THEN 'mechanism'
        END AS step
    FROM activities AS a
    CROSS JOIN run
    WHERE (a.title LIKE '%内控%' OR a.title LIKE '%内部控制%')
        AND a.held_on <= run.as_at
        AND (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) <= run.year)
        AND (run.unit_id IS NULL OR a.unit_id = run.unit_id)
),
evidence AS (
    SELECT activity_id, step, ROW_NUMBER() OVER (PARTITION BY step ORDER BY held_on, activity_id) AS place
    FROM steps
    WHERE step IN ('mechanism', 'processes') OR (step IN ('training', 'assessment') AND is_this_year)
)
SELECT
    activity_id,
    CAST(
        CASE
            WHEN place > 1 THEN 0
            WHEN step = 'mechanism' THEN $mechanism
            WHEN step = 'training' THEN $training
            WHEN step = 'assessment' THEN $assessment
            ELSE $processes
        END AS DECIMAL(18, 6)
    ) AS value
FROM evidence
