/*
id: shortcomings.problem_units
title: {zh: 问题单位分布, en: Problems by unit}
section: 二
table: problems
measure: list
unit: {zh: 个单位, en: units}
phrase: list
zero: omit
definition:
  zh: 当年发现的问题按所在单位分列个数。
  en: "Problems found in the year by the unit they lie in, each with its number."
since: 0.1.0
*/
WITH found AS (
    SELECT p.problem_id, p.unit_id, COALESCE(u.name, p.unit_id) AS unit_name
    FROM problems AS p
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
    CROSS JOIN run
    WHERE (run.unit_id IS NULL OR p.unit_id = run.unit_id)
        AND (run.year IS NULL OR EXTRACT(YEAR FROM p.found_on) = run.year)
)
SELECT problem_id, unit_name || CAST(COUNT(*) OVER (PARTITION BY unit_id) AS VARCHAR) || '个' AS item
FROM found
