/*
id: budget.year_end_rush
title: {zh: 年底突击花钱, en: Rush at year's end}
subject: budget_lines
severity: yellow
basis:
  - {document: 中华人民共和国预算法实施条例, number: 国务院令第729号, article: 第六十条, from: 2020-10-01, mark: L}
  - {document: 审计署2019年预算执行审计方法, article: A0110, mark: V}
why:
  zh: 一年的钱挤在最后花，多半是为花而花，虚列支出、提前付款也常在这时发生。
  en: A year's money spent at its very end is often spent to be spent; sham and early payments gather there.
message:
  zh: "“{project}”{year}年可用预算{available}元，11月、12月支出{late_spent}元，占{late_share:%}（界限{late_line:%}）；最后{last_days}天支出{last_spent}元，占{last_share:%}（界限{last_line:%}）。"
  en: "“{project}” had {available} yuan for {year}: {late_spent} yuan or {late_share:%} went in November and December (line {late_line:%}), {last_spent} yuan or {last_share:%} in the last {last_days} days (line {last_line:%})."
parameters:
  late_from: {default: "11-01", zh: 年底从哪一天算起, en: The day the year's end begins}
exclusions:
  zh: 年底尚未开始的，可用预算为零或负数的。
  en: Years whose end has not begun, lines that hold nothing.
assumptions:
  zh: 占比以全年可用预算（调整后预算加上年结转）为分母，只花了零头的指标不会因为花在年底而报警；付款按净额计。
  en: Shares are of what the line holds for the year, so a trifle spent late raises no alarm; payments are net of reversals.
since: 0.1.0
*/
WITH year_ends AS (
    SELECT
        line_id, unit_id,
        CAST(CAST(year AS VARCHAR) || '-' || $late_from AS DATE) AS late_from,
        CAST(CAST(year AS VARCHAR) || '-12-31' AS DATE) AS year_end
    FROM budget_lines
),
windows AS (
    SELECT
        y.line_id, y.late_from, y.year_end,
        late.value AS late_line,
        last.value AS last_line,
        CAST(days.value AS INTEGER) AS last_days
    FROM year_ends AS y
    LEFT JOIN limits AS late
        ON late.limit_id = 'year_end_share' AND late.unit_id = y.unit_id
        AND y.year_end BETWEEN late.valid_from AND late.valid_to
    LEFT JOIN limits AS last
        ON last.limit_id = 'last_days_share' AND last.unit_id = y.unit_id
        AND y.year_end BETWEEN last.valid_from AND last.valid_to
    LEFT JOIN limits AS days
        ON days.limit_id = 'last_days' AND days.unit_id = y.unit_id
        AND y.year_end BETWEEN days.valid_from AND days.valid_to
),
spent AS (
    SELECT
        w.line_id,
        SUM(CASE WHEN p.paid_on >= w.late_from THEN p.amount ELSE 0 END) AS late_spent,
        SUM(CASE WHEN DATE_DIFF('day', p.paid_on, w.year_end) < w.last_days THEN p.amount ELSE 0 END) AS last_spent,
        COUNT(*) - COUNT(p.amount) AS unknown_amounts
    FROM payments AS p
    JOIN windows AS w ON w.line_id = p.line_id
    WHERE p.paid_on <= w.year_end
        AND (p.paid_on >= w.late_from OR DATE_DIFF('day', p.paid_on, w.year_end) < w.last_days)
    GROUP BY w.line_id
),
shares AS (
    SELECT
        b.line_id, b.project, b.year, b.unit_id,
        b.adjusted + b.carried_in AS available,
        COALESCE(s.late_spent, 0) AS late_spent,
        COALESCE(s.last_spent, 0) AS last_spent,
        COALESCE(s.unknown_amounts, 0) AS unknown_amounts,
        w.late_from, w.late_line, w.last_line, w.last_days
    FROM budget_lines AS b
    JOIN windows AS w ON w.line_id = b.line_id
    LEFT JOIN spent AS s ON s.line_id = b.line_id
)
SELECT
    s.line_id,
    CASE
        WHEN s.available IS NULL OR s.late_from IS NULL THEN 'cannot_judge'
        WHEN s.late_from > r.as_at OR s.available <= 0 THEN 'not_applicable'
        WHEN s.late_line IS NULL OR s.last_line IS NULL OR s.last_days IS NULL THEN 'cannot_judge'
        WHEN s.late_spent > s.late_line * s.available OR s.last_spent > s.last_line * s.available THEN 'fail'
        WHEN s.unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    GREATEST(s.late_spent - s.late_line * s.available, s.last_spent - s.last_line * s.available) AS amount,
    s.line_id AS case_key,
    s.project,
    s.year,
    s.available,
    s.late_spent,
    s.late_spent / NULLIF(s.available, 0) AS late_share,
    s.late_line,
    s.last_days,
    s.last_spent,
    s.last_spent / NULLIF(s.available, 0) AS last_share,
    s.last_line
FROM shares AS s
CROSS JOIN run AS r
