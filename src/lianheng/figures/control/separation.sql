/*
id: control.separation
title: {zh: 不相容岗位与职责分离控制情况, en: Incompatible duties kept apart}
section: 内控报告
table: role_assignments
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第5项，满分6分，此处只计台账记录能证明的得分：年末有效的岗位授权中，每项业务至少由两人承担3分，没有一人同时承担不相容环节3分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 5 of the basic assessment of internal control (财会〔2016〕11号), 6 points at most, of which only what the records prove is counted: of the assignments in force at the year's end, every process is shared by two people or more 3, nobody holds incompatible steps of a process 3. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  design: {default: 3, zh: 岗位设计的分值, en: Points of the design}
  separation: {default: 3, zh: 分离实施的分值, en: Points of keeping apart}
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
),
granted AS (
    SELECT a.assignment_id, a.person_id, a.process, a.step, p.unit_id, r.on_day
    FROM role_assignments AS a
    JOIN people AS p ON p.person_id = a.person_id
    CROSS JOIN reckoning AS r
    CROSS JOIN run
    WHERE a.from_on <= r.on_day AND (a.to_on IS NULL OR a.to_on >= r.on_day)
        AND (run.unit_id IS NULL OR p.unit_id = run.unit_id)
),
conflicts AS (
    SELECT DISTINCT g.assignment_id
    FROM granted AS g
    JOIN granted AS o ON o.person_id = g.person_id AND o.process = g.process
    JOIN incompatible_steps AS s
        ON s.unit_id = g.unit_id AND s.process = g.process AND s.step = g.step AND s.other_step = o.step
        AND g.on_day BETWEEN s.valid_from AND s.valid_to
    WHERE s.incompatible = 1
),
holders AS (
    SELECT process, COUNT(DISTINCT person_id) AS people
    FROM granted
    GROUP BY process
),
judged AS (
    SELECT
        g.assignment_id,
        g.assignment_id = MIN(g.assignment_id) OVER () AS is_first,
        MIN(h.people) OVER () AS fewest_people,
        COUNT(c.assignment_id) OVER () AS conflicts
    FROM granted AS g
    JOIN holders AS h ON h.process = g.process
    LEFT JOIN conflicts AS c ON c.assignment_id = g.assignment_id
)
SELECT
    assignment_id,
    CAST(
        CASE WHEN is_first AND fewest_people >= 2 THEN $design ELSE 0 END
        + CASE WHEN is_first AND conflicts = 0 THEN $separation ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
