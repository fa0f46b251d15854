/*
id: control.power_limits
title: {zh: 对权力运行的制约情况, en: Limits on power}
section: 内控报告
table: decisions
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第3项，满分8分，此处只计台账记录能证明的得分：当年三重一大议题主要负责人均末位表态4分，会议当日均有纪检员或联络员列席记录4分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 3 of the basic assessment of internal control (财会〔2016〕11号), 8 points at most, of which only what the records prove is counted: the chief spoke last on every matter decided in the year 4, an officer's log shows attendance on the day of every one 4. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  last_word: {default: 4, zh: 末位表态的分值, en: Points of the chief speaking last}
  watched: {default: 4, zh: 列席监督的分值, en: Points of the officer attending}
since: 0.1.0
*/
WITH attended AS (
    SELECT DISTINCT p.unit_id, l."on" AS on_day
    FROM officer_logs AS l
    JOIN people AS p ON p.person_id = l.person_id
    WHERE l.form = 'attend'
),
judged AS (
    SELECT
        d.decision_id,
        COALESCE(d.chief_position = d.spoke, FALSE) AS is_limited,
        w.on_day IS NOT NULL AS is_watched
    FROM decisions AS d
    JOIN activities AS a ON a.activity_id = d.activity_id
    CROSS JOIN run
    LEFT JOIN attended AS w ON w.unit_id = d.unit_id AND w.on_day = a.held_on
    WHERE (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year)
        AND (run.unit_id IS NULL OR d.unit_id = run.unit_id)
)
SELECT
    decision_id,
    CAST(
        CASE
            WHEN decision_id > MIN(decision_id) OVER () THEN 0
            ELSE $last_word * MIN(CASE WHEN is_limited THEN 1 ELSE 0 END) OVER ()
                + $watched * MIN(CASE WHEN is_watched THEN 1 ELSE 0 END) OVER ()
        END AS DECIMAL(18, 6)
    ) AS value
FROM judged
