/*
id: budget.adjusted_without_approval
title: {zh: 预算调整未经批准, en: Budget changed without approval}
subject: budget_lines
severity: red
basis:
  - {document: 中华人民共和国预算法, article: 第十三条、第七十二条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第十三条、第七十二条, from: 2018-12-29, mark: L}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第七条, from: 2005-02-01, mark: L}
why:
  zh: 预算在科目、项目之间调剂要按规定批准；指标变了多少，就要有多少经批准的调剂记录。
  en: Moving money between codes or projects needs approval; every yuan a line has changed by must rest on an approved change.
message:
  zh: "“{project}”{year}年初预算{initial}元，调整后{adjusted}元；经批准的调剂净额{approved}元，另有{unapproved}笔调剂没有批准人，相差{unexplained}元。"
  en: "“{project}” went from {initial} to {adjusted} yuan in {year}; approved changes come to {approved} yuan, {unapproved} changes have no approver, {unexplained} yuan remain unexplained."
assumptions:
  zh: 有批准人的调剂视为已批准；转入为增，转出为减。
  en: A change with an approver counts as approved; money moved in adds, money moved out takes away.
since: 0.1.0
*/
WITH moves AS (
    SELECT to_line_id AS line_id, amount, approver_id
    FROM budget_changes
    WHERE to_line_id IS NOT NULL
    UNION ALL
    SELECT from_line_id AS line_id, -amount AS amount, approver_id
    FROM budget_changes
    WHERE from_line_id IS NOT NULL
),
moves_of_line AS (
    SELECT
        line_id,
        SUM(CASE WHEN approver_id IS NOT NULL THEN amount ELSE 0 END) AS approved,
        SUM(CASE WHEN approver_id IS NULL THEN 1 ELSE 0 END) AS unapproved,
        COUNT(*) - COUNT(amount) AS unknown_amounts
    FROM moves
    GROUP BY line_id
),
lines AS (
    SELECT
        b.line_id, b.project, b.year, b.initial, b.adjusted,
        COALESCE(m.approved, 0) AS approved,
        COALESCE(m.unapproved, 0) AS unapproved,
        COALESCE(m.unknown_amounts, 0) AS unknown_amounts,
        b.adjusted - b.initial - COALESCE(m.approved, 0) AS unexplained
    FROM budget_lines AS b
    LEFT JOIN moves_of_line AS m ON m.line_id = b.line_id
)
SELECT
    line_id,
    CASE
        WHEN unexplained IS NULL OR unknown_amounts > 0 THEN 'cannot_judge'
        WHEN unexplained <> 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    ABS(unexplained) AS amount,
    line_id AS case_key,
    project,
    year,
    initial,
    adjusted,
    approved,
    CAST(unapproved AS BIGINT) AS unapproved,
    unexplained
FROM lines
