/*
id: budget.slow_execution
title: {zh: 预算执行缓慢, en: Budget spent too slowly}
subject: budget_lines
severity: yellow
basis:
  - {document: 中华人民共和国预算法实施条例, number: 国务院令第729号, article: 第六十条, from: 2020-10-01, mark: L}
  - {document: 预算执行进度要求（六月底、九月底应达比例由各地确定）, mark: P}
why:
  zh: 各单位应当合理安排支出进度；到时间节点钱还没有花出去，要么预算编多了，要么事情没有办。
  en: Spending is to be spread over the year; money unspent at the appointed days was either asked for in excess or not put to work.
message:
  zh: "“{project}”可用预算{available}元，到{checked_on}应支出{due_share:%}，实际支出{spent}元，为{share:%}。"
  en: "“{project}” had {available} yuan; {due_share:%} was due by {checked_on}, {spent} yuan or {share:%} was spent."
exclusions:
  zh: 时间节点未到的，指标在节点之后才批复的，可用预算为零或负数的。
  en: Days that have not come, lines approved after the day, lines that hold nothing.
assumptions:
  zh: 可用预算为现时调整后预算加上年结转；各节点逐一判断，任一节点未达即不符，说明中写最近的一个。
  en: A line holds its present budget after changes plus what was carried in. Every day that has come is judged; the last one missed is named.
since: 0.1.0
*/
WITH checkpoints AS (
    SELECT
        b.line_id,
        s.share AS due_share,
        CAST(CAST(b.year AS VARCHAR) || '-' || s.month_day AS DATE) AS checked_on,
        b.approved_on,
        s.valid_from, s.valid_to
    FROM budget_lines AS b
    JOIN budget_progress AS s ON s.unit_id = b.unit_id
),
reached AS (
    SELECT c.line_id, c.due_share, c.checked_on
    FROM checkpoints AS c
    CROSS JOIN run
    WHERE c.checked_on BETWEEN c.valid_from AND c.valid_to AND c.checked_on <= run.as_at
        AND (c.approved_on <= c.checked_on OR c.approved_on IS NULL)
),
spent_by_then AS (
    SELECT
        r.line_id, r.checked_on, r.due_share,
        COALESCE(SUM(p.amount), 0) AS spent,
        COUNT(p.payment_id) - COUNT(p.amount) AS unknown_amounts
    FROM reached AS r
    LEFT JOIN payments AS p ON p.line_id = r.line_id AND p.paid_on <= r.checked_on
    GROUP BY r.line_id, r.checked_on, r.due_share
),
compared AS (
    SELECT
        s.line_id, s.checked_on, s.due_share, s.spent, s.unknown_amounts,
        s.spent < s.due_share * (b.adjusted + b.carried_in) AS is_behind
    FROM spent_by_then AS s
    JOIN budget_lines AS b ON b.line_id = s.line_id
),
by_line AS (
    SELECT
        line_id, MAX(CASE WHEN is_behind THEN checked_on END) AS missed_on, SUM(unknown_amounts) AS unknown_amounts
    FROM compared
    GROUP BY line_id
)
SELECT
    b.line_id,
    CASE
        WHEN b.adjusted IS NULL OR b.carried_in IS NULL OR b.year IS NULL OR b.unit_id IS NULL THEN 'cannot_judge'
        WHEN b.adjusted + b.carried_in <= 0 OR l.line_id IS NULL THEN 'not_applicable'
        WHEN b.approved_on IS NULL OR l.unknown_amounts > 0 THEN 'cannot_judge'
        WHEN l.missed_on IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    m.due_share * (b.adjusted + b.carried_in) - m.spent AS amount,
    b.line_id AS case_key,
    b.project,
    b.adjusted + b.carried_in AS available,
    m.checked_on,
    m.due_share,
    m.spent,
    m.spent / NULLIF(b.adjusted + b.carried_in, 0) AS share
FROM budget_lines AS b
LEFT JOIN by_line AS l ON l.line_id = b.line_id
LEFT JOIN compared AS m ON m.line_id = l.line_id AND m.checked_on = l.missed_on
