/*
id: control.systems
title: {zh: 内部控制管理信息系统功能覆盖情况, en: Coverage by systems}
section: 内控报告
table: role_assignments
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第6项，满分10分，此处只计台账记录能证明的得分：系统中年末有效的岗位授权覆盖预算、收支、采购、资产、建设、合同的，每项业务1分；没有一人同时持有不相容环节的授权4分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 6 of the basic assessment of internal control (财会〔2016〕11号), 10 points at most, of which only what the records prove is counted: 1 for each of budget, revenue and expenditure, procurement, assets, construction and contracts with an assignment in force at the year's end; no account holds incompatible steps 4. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  each: {default: 1, zh: 每项业务的分值, en: Points of each business}
  accounts: {default: 4, zh: 不相容账户的分值, en: Points of separate accounts}
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
judged AS (
    SELECT
        g.assignment_id,
        g.assignment_id = MIN(g.assignment_id) OVER () AS is_first,
        ROW_NUMBER() OVER (
            PARTITION BY CASE WHEN g.process IN ('revenue', 'expense') THEN 'revenue and expense' ELSE g.process END
            ORDER BY g.assignment_id
        ) AS place,
        COUNT(c.assignment_id) OVER () AS conflicts
    FROM granted AS g
    LEFT JOIN conflicts AS c ON c.assignment_id = g.assignment_id
)
SELECT
    assignment_id,
    CAST(
        CASE WHEN place = 1 THEN $each ELSE 0 END
        + CASE WHEN is_first AND conflicts = 0 THEN $accounts ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
