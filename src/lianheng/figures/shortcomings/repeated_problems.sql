/*
id: shortcomings.repeated_problems
title: {zh: 重复发生问题, en: Repeated problems}
section: 二
table: problems
measure: list
unit: {zh: 类, en: kinds}
phrase: list
zero: omit
definition:
  zh: 当年发现的问题中，同一单位此前（含当年较早时）已发现过同一类型的，列问题类型。
  en: "Kinds of the problems of the year that the same unit had before, earlier in the year included."
since: 0.1.0
*/
WITH dated AS (
    SELECT problem_id, kind, found_on, MIN(found_on) OVER (PARTITION BY unit_id, kind) AS first_found_on
    FROM problems
)
SELECT problem_id, kind AS item
FROM dated
WHERE found_on > first_found_on
