/*
id: rectification.repeated_problem
title: {zh: 屡查屡犯, en: The same problem again}
subject: problems
severity: red
basis:
  - {document: 中华人民共和国审计法, number: "", article: 第五十二条, from: 2022-01-01, mark: L}
  - {document: 审计整改台账管理办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 改过的或者早该改完的问题再次出现，说明上次整改没有改到根子上。
  en: A problem that returns after it was mended, or should have been, was never mended at its root.
message:
  zh: "“{kind}”{found_on}再次发现，此前{lookback_days}天内已发现{earlier}次，最近一次{last_found_on}。"
  en: "“{kind}” was found again on {found_on}; it had been found {earlier} times in the {lookback_days} days before, last on {last_found_on}."
parameters:
  lookback_days:
    default: 1096
    zh: 往前看多少天
    en: How many days to look back
assumptions:
  zh: 同一单位、类型名称（去掉首尾空格）相同即为同类；前一次在本次发现之前已完成整改或者整改期限已过才算重犯，同一次检查中的多条不算。
  en: Same unit and same kind, outer spaces aside. The earlier one must have been mended, or past its date, before the later one was found; several findings of one inspection are no repetition.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        problem_id, unit_id, NULLIF(TRIM(kind), '') AS kind, amount, found_on,
        -- The day from which the same finding is a relapse: mended, or no longer excused by a running date.
        -- Of the two the earlier one that is known.
        LEAST(done_on, due_on) AS settled_on
    FROM problems
),
-- Problems of one day and kind are one finding.
findings AS (
    SELECT unit_id, kind, found_on, MIN(settled_on) AS settled_on
    FROM dated
    GROUP BY unit_id, kind, found_on
),
relapses AS (
    SELECT late.unit_id, late.kind, late.found_on, COUNT(*) AS earlier, MAX(early.found_on) AS last_found_on
    FROM findings AS late
    JOIN findings AS early
        ON early.unit_id = late.unit_id AND early.kind = late.kind
        AND early.found_on < late.found_on AND early.settled_on < late.found_on
        AND DATE_DIFF('day', early.found_on, late.found_on) <= $lookback_days
    GROUP BY late.unit_id, late.kind, late.found_on
)
SELECT
    d.problem_id,
    CASE
        WHEN d.unit_id IS NULL OR d.kind IS NULL OR d.found_on IS NULL THEN 'cannot_judge'
        WHEN r.found_on IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    d.amount,
    d.unit_id || '|' || d.kind AS case_key,
    d.kind,
    d.found_on,
    r.earlier,
    r.last_found_on,
    $lookback_days AS lookback_days
FROM dated AS d
LEFT JOIN relapses AS r ON r.unit_id = d.unit_id AND r.kind = d.kind AND r.found_on = d.found_on
