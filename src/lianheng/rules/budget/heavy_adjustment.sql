/*
id: budget.heavy_adjustment
title: {zh: 预算调整幅度过大, en: Heavy adjustment of the budget}
subject: budget_lines
severity: yellow
basis:
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2018-12-29, mark: L}
  - {document: 审计常用阈值（调整幅度超过20%）, mark: K}
why:
  zh: 批准的预算非经法定程序不得调整；年中大增大减，说明编得不准，或者用途变了。
  en: An approved budget is not to be changed but by due procedure; a large change means a poor estimate or another use.
message:
  zh: "“{project}”{year}年初预算{initial}元，调整后{adjusted}元，变动{change}元，幅度{share:%}（界限{line:%}）。"
  en: "“{project}” began {year} with {initial} yuan and now holds {adjusted} yuan: changed by {change} yuan or {share:%} (line {line:%})."
exclusions:
  zh: 年初预算为零的（年中新增的指标，由“调整未经批准”判断）。
  en: Lines that began with nothing (new ones, judged by adjusted_without_approval).
since: 0.1.0
*/
WITH lines AS (
    SELECT
        b.line_id, b.project, b.year, b.initial, b.adjusted,
        b.adjusted - b.initial AS change,
        l.value AS line
    FROM budget_lines AS b
    LEFT JOIN limits AS l
        ON l.limit_id = 'heavy_adjustment_share' AND l.unit_id = b.unit_id
        AND CAST(CAST(b.year AS VARCHAR) || '-12-31' AS DATE) BETWEEN l.valid_from AND l.valid_to
)
SELECT
    line_id,
    CASE
        WHEN initial IS NULL OR adjusted IS NULL THEN 'cannot_judge'
        WHEN initial = 0 THEN 'not_applicable'
        WHEN line IS NULL THEN 'cannot_judge'
        WHEN ABS(change) > line * initial THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    ABS(change) AS amount,
    line_id AS case_key,
    project,
    year,
    initial,
    adjusted,
    change,
    ABS(change) / NULLIF(initial, 0) AS share,
    line
FROM lines
