/*
id: budget.other_codes_share
title: {zh: “其他”科目占比过高, en: Too much under “other” codes}
subject: budget_lines
severity: yellow
basis:
  - {document: 中华人民共和国预算法, article: 第三十七条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第三十七条, from: 2018-12-29, mark: L}
  - {document: 审计署2019年预算执行审计方法, article: A0129, mark: V}
why:
  zh: 支出应当按经济性质分类编到具体科目；大笔列在“其他”，预算就没有细化，钱怎么花看不出来。
  en: Spending is budgeted by its economic kind. A large part under “other” hides what the money is for.
message:
  zh: "“{project}”{year}年预算{total}元，其中“其他”科目{other_total}元，占{share:%}（界限{line:%}）；本条科目{economic_code}，{adjusted}元。"
  en: "“{project}” holds {total} yuan for {year}, {other_total} yuan or {share:%} of it under “other” codes (line {line:%}); this line is {economic_code} with {adjusted} yuan."
exclusions:
  zh: 基本支出指标，预算合计不为正数的项目。
  en: Basic expenditure, projects whose budget is not positive.
assumptions:
  zh: 按项目（单位、年度、项目名称）合计调整后预算；超过界限时，项目中列“其他”科目的指标判为不符。
  en: Budgets after changes are added up by unit, year and project. Where the share is too high, the project's lines under “other” fail.
since: 0.1.0
*/
WITH coded AS (
    SELECT
        b.line_id, b.unit_id, b.year, b.project, b.project_kind, b.economic_code, b.adjusted, e.other
    FROM budget_lines AS b
    LEFT JOIN economic_codes AS e
        ON e.unit_id = b.unit_id AND e.code = b.economic_code
        AND CAST(CAST(b.year AS VARCHAR) || '-12-31' AS DATE) BETWEEN e.valid_from AND e.valid_to
),
projects AS (
    SELECT
        unit_id, year, project,
        SUM(adjusted) AS total,
        SUM(CASE WHEN other = 1 THEN adjusted ELSE 0 END) AS other_total,
        SUM(CASE WHEN other IS NULL OR adjusted IS NULL THEN 1 ELSE 0 END) AS unknown
    FROM coded
    WHERE project_kind IN ('project', 'special')
    GROUP BY unit_id, year, project
)
SELECT
    c.line_id,
    CASE
        WHEN c.project_kind = 'basic' THEN 'not_applicable'
        WHEN p.project IS NULL OR c.other IS NULL OR c.adjusted IS NULL THEN 'cannot_judge'
        WHEN c.other = 0 THEN 'pass'
        WHEN p.unknown > 0 OR l.value IS NULL THEN 'cannot_judge'
        WHEN p.total <= 0 THEN 'not_applicable'
        WHEN p.other_total > l.value * p.total THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    c.adjusted AS amount,
    CONCAT_WS('|', c.unit_id, CAST(c.year AS VARCHAR), c.project) AS case_key,
    c.project,
    c.year,
    c.economic_code,
    c.adjusted,
    p.total,
    p.other_total,
    p.other_total / NULLIF(p.total, 0) AS share,
    l.value AS line
FROM coded AS c
LEFT JOIN projects AS p ON p.unit_id = c.unit_id AND p.year = c.year AND p.project = c.project
LEFT JOIN limits AS l
    ON l.limit_id = 'other_codes_share' AND l.unit_id = c.unit_id
    AND CAST(CAST(c.year AS VARCHAR) || '-12-31' AS DATE) BETWEEN l.valid_from AND l.valid_to
