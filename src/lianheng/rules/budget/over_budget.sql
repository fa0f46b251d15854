/*
id: budget.over_budget
title: {zh: 超预算支出, en: Spent over budget}
subject: budget_lines
severity: red
basis:
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2018-12-29, mark: L}
why:
  zh: 支出必须以批准的预算为依据；一条指标付出的钱不能多过它的预算。
  en: Spending rests on the approved budget; a line cannot pay out more than it holds.
message:
  zh: "“{project}”{year}年可用预算{available}元，已付{paid}元，超出{excess}元。"
  en: "“{project}” had {available} yuan for {year} and paid {paid} yuan, {excess} yuan too much."
assumptions:
  zh: 可用预算为调整后预算加上年结转；付款按净额计，冲销已扣除。
  en: What a line holds is its budget after changes plus what was carried in; payments are net of reversals.
since: 0.1.0
*/
WITH payments_of_line AS (
    -- A reversal is a negative payment, so the sum is what was spent in the end.
    SELECT line_id, SUM(amount) AS paid, COUNT(*) - COUNT(amount) AS unknown_amounts
    FROM payments
    WHERE line_id IS NOT NULL
    GROUP BY line_id
),
lines AS (
    SELECT
        b.line_id, b.project, b.year,
        b.adjusted + b.carried_in AS available,
        COALESCE(p.paid, 0) AS paid,
        COALESCE(p.unknown_amounts, 0) AS unknown_amounts
    FROM budget_lines AS b
    LEFT JOIN payments_of_line AS p ON p.line_id = b.line_id
)
SELECT
    line_id,
    CASE
        WHEN available IS NULL THEN 'cannot_judge'
        WHEN paid > available THEN 'fail'
        WHEN unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    paid - available AS amount,
    line_id AS case_key,
    project,
    year,
    available,
    paid,
    paid - available AS excess
FROM lines
