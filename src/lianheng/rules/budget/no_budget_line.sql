/*
id: budget.no_budget_line
title: {zh: 无预算支出, en: Paid without a budget line}
subject: payments
severity: red
basis:
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第十三条, from: 2018-12-29, mark: L}
why:
  zh: 未列入预算的不得支出；没有指标、指标不存在，或记在别的单位、别的年度的指标上，这笔钱就没有预算。
  en: What is not in the budget may not be spent. A payment on no line, on an unknown one, or on another unit's or year's has no budget.
message:
  zh: "{paid_on}付{payee}{amount}元，{finding_zh}。"
  en: "{amount} yuan paid to {payee} on {paid_on}: {finding_en}."
exclusions:
  zh: 冲销（负数）不单独判断。
  en: Reversals (negative amounts) are not judged by themselves.
since: 0.1.0
*/
WITH charged AS (
    SELECT
        p.payment_id, p.payee, p.paid_on, p.amount, p.line_id,
        CASE
            WHEN p.amount IS NULL THEN 'unknown'
            WHEN p.amount <= 0 THEN 'reversal'
            WHEN p.line_id IS NULL THEN 'none'
            WHEN b.line_id IS NULL THEN 'missing'
            WHEN b.unit_id IS NULL OR p.unit_id IS NULL OR b.year IS NULL OR p.paid_on IS NULL THEN 'unknown'
            WHEN b.unit_id <> p.unit_id THEN 'other_unit'
            WHEN b.year <> EXTRACT(YEAR FROM p.paid_on) THEN 'other_year'
            ELSE 'charged'
        END AS finding
    FROM payments AS p
    LEFT JOIN budget_lines AS b ON b.line_id = p.line_id
)
SELECT
    payment_id,
    CASE
        WHEN finding = 'unknown' THEN 'cannot_judge'
        WHEN finding = 'reversal' THEN 'not_applicable'
        WHEN finding = 'charged' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    amount,
    COALESCE(line_id, payment_id) AS case_key,
    payee,
    paid_on,
    CASE finding
        WHEN 'none' THEN '没有列支的预算指标'
        WHEN 'missing' THEN '所列指标' || line_id || '不在预算中'
        WHEN 'other_unit' THEN '所列指标' || line_id || '属于别的单位'
        WHEN 'other_year' THEN '所列指标' || line_id || '属于别的年度'
        ELSE '金额、日期、单位或指标的年度、单位不明'
    END AS finding_zh,
    CASE finding
        WHEN 'none' THEN 'no budget line is named'
        WHEN 'missing' THEN 'line ' || line_id || ' is not in the budget'
        WHEN 'other_unit' THEN 'line ' || line_id || ' belongs to another unit'
        WHEN 'other_year' THEN 'line ' || line_id || ' belongs to another year'
        ELSE 'amount, date, unit or the year or unit of the line is unknown'
    END AS finding_en
FROM charged
