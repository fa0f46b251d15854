/*
id: budget.low_execution
title: {zh: 预算执行率过低, en: Budget hardly spent}
subject: budget_lines
severity: yellow
basis:
  - {document: 中华人民共和国预算法实施条例, number: 国务院令第729号, article: 第六十条, from: 2020-10-01, mark: L}
  - {document: 审计署2019年预算执行审计方法, article: A0102、A0105, mark: V}
why:
  zh: 一年下来几乎没有花，或者连续三年都没有花到一半，说明预算要多了，钱占着不用。
  en: A budget hardly touched in a year, or spent by less than half for three years running, was asked for without need and lies idle.
message:
  zh: "“{project}”{year}年可用预算{available}元，支出{spent}元，执行率{share:%}（界限{year_line:%}）；连续低于{years_line:%}已有{low_years}年。"
  en: "“{project}” had {available} yuan for {year} and spent {spent} yuan, {share:%} (line {year_line:%}); below {years_line:%} for {low_years} years running."
parameters:
  years: {default: 3, zh: 连续几年执行率低, en: Years running with low execution}
exclusions:
  zh: 年度尚未终了的，可用预算为零或负数的。
  en: Years that have not ended, lines that hold nothing.
assumptions:
  zh: 执行率为全年支出净额除以调整后预算加上年结转；同一单位、项目、功能分类和经济分类的指标视为同一项目的各年指标。
  en: Execution is what was spent net, over the budget after changes plus what was carried in. Lines of one unit, project, function and economic code are the years of one project.
since: 0.1.0
*/
WITH payments_of_line AS (
    SELECT line_id, SUM(amount) AS spent, COUNT(*) - COUNT(amount) AS unknown_amounts
    FROM payments
    WHERE line_id IS NOT NULL
    GROUP BY line_id
),
project_years AS (
    SELECT
        b.unit_id, b.project, b.function_code, b.economic_code, b.year,
        SUM(b.adjusted + b.carried_in) AS available,
        SUM(COALESCE(p.spent, 0)) AS spent
    FROM budget_lines AS b
    LEFT JOIN payments_of_line AS p ON p.line_id = b.line_id
    GROUP BY b.unit_id, b.project, b.function_code, b.economic_code, b.year
),
lines AS (
    SELECT
        b.line_id, b.unit_id, b.project, b.function_code, b.economic_code, b.year,
        CAST(CAST(b.year AS VARCHAR) || '-12-31' AS DATE) AS year_end,
        b.adjusted + b.carried_in AS available,
        COALESCE(p.spent, 0) AS spent,
        COALESCE(p.unknown_amounts, 0) AS unknown_amounts
    FROM budget_lines AS b
    LEFT JOIN payments_of_line AS p ON p.line_id = b.line_id
),
against_lines AS (
    SELECT l.*, low.value AS year_line, long_low.value AS years_line
    FROM lines AS l
    LEFT JOIN limits AS low
        ON low.limit_id = 'low_execution_share' AND low.unit_id = l.unit_id
        AND l.year_end BETWEEN low.valid_from AND low.valid_to
    LEFT JOIN limits AS long_low
        ON long_low.limit_id = 'low_execution_three_years_share' AND long_low.unit_id = l.unit_id
        AND l.year_end BETWEEN long_low.valid_from AND long_low.valid_to
),
low_years AS (
    SELECT l.line_id, COUNT(*) AS low_years
    FROM against_lines AS l
    JOIN project_years AS y
        ON y.unit_id = l.unit_id AND y.project = l.project AND y.function_code = l.function_code
        AND y.economic_code = l.economic_code AND y.year BETWEEN l.year - $years + 1 AND l.year
    WHERE y.available > 0 AND y.spent < l.years_line * y.available
    GROUP BY l.line_id
)
SELECT
    l.line_id,
    CASE
        WHEN l.available IS NULL OR l.year_end IS NULL OR l.unit_id IS NULL THEN 'cannot_judge'
        WHEN l.available <= 0 OR l.year_end > r.as_at THEN 'not_applicable'
        WHEN l.year_line IS NULL OR l.years_line IS NULL THEN 'cannot_judge'
        WHEN l.unknown_amounts > 0 THEN 'cannot_judge'
        WHEN l.spent < l.year_line * l.available OR y.low_years >= $years THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    l.available - l.spent AS amount,
    CONCAT_WS('|', l.unit_id, l.project, l.function_code, l.economic_code) AS case_key,
    l.project,
    l.year,
    l.available,
    l.spent,
    l.spent / NULLIF(l.available, 0) AS share,
    l.year_line,
    l.years_line,
    COALESCE(y.low_years, 0) AS low_years
FROM against_lines AS l
CROSS JOIN run AS r
LEFT JOIN low_years AS y ON y.line_id = l.line_id
