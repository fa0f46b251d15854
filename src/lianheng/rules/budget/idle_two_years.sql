/*
id: budget.idle_two_years
title: {zh: 结转资金连续两年未用完, en: Carried-over money idle for two years}
subject: budget_lines
severity: orange
basis:
  - {document: 中华人民共和国预算法, article: 第四十二条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第四十二条, from: 2018-12-29, mark: L}
  - {document: 中华人民共和国预算法实施条例, number: 国务院令第729号, article: 第五十条, from: 2020-10-01, mark: L}
why:
  zh: 上年结转的钱到本年终了仍未用完，即连续两年未用完，应当作为结余资金管理，不得再留在项目上。
  en: Money carried in that is still unspent at the end of the next year counts as a surplus and may not stay with the project.
message:
  zh: "“{project}”{since_year}年初结转{carried_in}元，到{year}年末共支出{spent}元，仍有{idle}元连续{idle_years}年未用完。"
  en: "“{project}” carried in {carried_in} yuan at the start of {since_year} and had spent {spent} yuan by the end of {year}: {idle} yuan have been idle for {idle_years} years."
exclusions:
  zh: 没有结转的，年度尚未终了的，当年无此规定的。
  en: Lines without carry-over, years that have not ended, years before the rule.
assumptions:
  zh: 先用结转资金，后用当年预算；同一单位、项目、功能分类和经济分类的指标视为同一项目的各年指标。
  en: Carried-over money is spent first. Lines of one unit, project, function and economic code are the years of one project.
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
        SUM(b.carried_in) AS carried_in,
        SUM(COALESCE(p.spent, 0)) AS spent,
        SUM(COALESCE(p.unknown_amounts, 0)) AS unknown_amounts
    FROM budget_lines AS b
    LEFT JOIN payments_of_line AS p ON p.line_id = b.line_id
    GROUP BY b.unit_id, b.project, b.function_code, b.economic_code, b.year
),
carried AS (
    SELECT
        b.line_id, b.unit_id, b.project, b.function_code, b.economic_code, b.year, b.carried_in,
        CAST(l.value AS INTEGER) AS idle_years,
        -- The year of the appropriation is the first idle year; carrying the money in begins the second.
        b.year - CAST(l.value AS INTEGER) + 2 AS since_year,
        CAST(CAST(b.year AS VARCHAR) || '-12-31' AS DATE) AS year_end
    FROM budget_lines AS b
    LEFT JOIN limits AS l
        ON l.limit_id = 'idle_years' AND l.unit_id = b.unit_id
        AND CAST(CAST(b.year AS VARCHAR) || '-12-31' AS DATE) BETWEEN l.valid_from AND l.valid_to
),
since_then AS (
    SELECT
        c.line_id,
        MAX(CASE WHEN y.year = c.since_year THEN y.carried_in END) AS carried_in,
        SUM(y.spent) AS spent,
        SUM(y.unknown_amounts) AS unknown_amounts
    FROM carried AS c
    JOIN project_years AS y
        ON y.unit_id = c.unit_id AND y.project = c.project AND y.function_code = c.function_code
        AND y.economic_code = c.economic_code AND y.year BETWEEN c.since_year AND c.year
    WHERE c.carried_in > 0
    GROUP BY c.line_id
)
SELECT
    c.line_id,
    CASE
        WHEN c.carried_in IS NULL OR c.year_end IS NULL OR c.unit_id IS NULL THEN 'cannot_judge'
        WHEN c.carried_in <= 0 OR c.year_end > r.as_at OR c.idle_years IS NULL THEN 'not_applicable'
        WHEN s.line_id IS NULL THEN 'cannot_judge'
        WHEN COALESCE(s.carried_in, 0) <= s.spent THEN 'pass'
        WHEN s.unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    LEAST(c.carried_in, s.carried_in - s.spent) AS amount,
    CONCAT_WS('|', c.unit_id, c.project, c.function_code, c.economic_code) AS case_key,
    c.project,
    c.year,
    c.since_year,
    c.idle_years,
    s.carried_in,
    s.spent,
    s.carried_in - s.spent AS idle
FROM carried AS c
CROSS JOIN run AS r
LEFT JOIN since_then AS s ON s.line_id = c.line_id
