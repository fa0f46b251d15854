/*
id: shortcomings.problem_kinds
title: {zh: 问题类型分布, en: Problems by kind}
section: 二
table: problems
measure: list
unit: {zh: 类, en: kinds}
phrase: list
zero: omit
definition:
  zh: 当年发现的问题按类型分列个数。
  en: "Problems found in the year by kind, each with its number."
since: 0.1.0
*/
WITH found AS (
    SELECT p.problem_id, p.kind
    FROM problems AS p
    CROSS JOIN run
    WHERE (run.unit_id IS NULL OR p.unit_id = run.unit_id)
        AND (run.year IS NULL OR EXTRACT(YEAR FROM p.found_on) = run.year)
)
SELECT problem_id, kind || CAST(COUNT(*) OVER (PARTITION BY kind) AS VARCHAR) || '个' AS item
FROM found
