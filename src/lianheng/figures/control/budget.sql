/*
id: control.budget
title: {zh: 预算业务管理控制情况, en: Control of the budget}
section: 内控报告
table: budget_lines
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: "内部控制基础性评价（财会〔2016〕11号）第7项，满分7分，此处只计台账记录能证明的得分：当年指标均已批复3分；当年支付与年初预算之差的绝对值占年初预算之比为零4分，每超出一个5%（不足5%按5%）减1分，减完为止。未达到的项不得分；每项得分记在一条佐证记录上。"
  en: "Indicator 7 of the basic assessment of internal control (财会〔2016〕11号), 7 points at most, of which only what the records prove is counted: every line of the year approved 3; 4 where what was paid equals the initial budget, less 1 for every 5% or part of it by which they differ. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  approved: {default: 3, zh: 批复下达的分值, en: Points of approval}
  variance: {default: 4, zh: 执行差异的分值, en: Points of the variance}
  step: {default: 0.05, zh: 每减一分的差异率, en: Variance that costs one point}
since: 0.1.0
*/
WITH paid AS (
    SELECT line_id, EXTRACT(YEAR FROM paid_on) AS year, SUM(amount) AS amount
    FROM payments
    GROUP BY line_id, EXTRACT(YEAR FROM paid_on)
),
judged AS (
    SELECT
        l.line_id,
        l.line_id = MIN(l.line_id) OVER () AS is_first,
        MIN(CASE WHEN l.approved_on <= run.as_at THEN 1 ELSE 0 END) OVER () AS all_approved,
        SUM(l.initial) OVER () AS initial,
        SUM(COALESCE(p.amount, 0)) OVER () AS paid
    FROM budget_lines AS l
    CROSS JOIN run
    LEFT JOIN paid AS p ON p.line_id = l.line_id AND p.year = l.year
    WHERE (run.year IS NULL OR l.year = run.year) AND (run.unit_id IS NULL OR l.unit_id = run.unit_id)
)
SELECT
    line_id,
    CAST(
        CASE WHEN is_first THEN $approved * all_approved ELSE 0 END
        + CASE
            WHEN is_first AND initial > 0
                THEN GREATEST($variance - CEIL(ABS(paid - initial) / ($step * initial)), 0)
            ELSE 0
        END AS DECIMAL(18, 6)
    ) AS value
FROM judged
