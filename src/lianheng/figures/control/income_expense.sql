/*
id: control.income_expense
title: {zh: 收支业务管理控制情况, en: Control of revenue and expenditure}
section: 内控报告
table: payments
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第8项，满分6分，此处只计台账记录能证明的得分：当年每笔支付都有预算指标和经济分类2分，都登记审批人2分，都由制单人以外的人复核2分；收入和举债由其他材料证明。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 8 of the basic assessment of internal control (财会〔2016〕11号), 6 points at most, of which only what the records prove is counted: every payment of the year has its budget line and economic code 2, its approver 2, and a reviewer other than its maker 2; revenue and debt are proven elsewhere. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  each: {default: 2, zh: 每一方面的分值, en: Points of each part}
since: 0.1.0
*/
WITH judged AS (
    SELECT
        p.payment_id,
        p.payment_id = MIN(p.payment_id) OVER () AS is_first,
        MIN(
            CASE WHEN p.line_id IS NOT NULL AND p.economic_code IS NOT NULL THEN 1 ELSE 0 END
        ) OVER () AS all_classified,
        MIN(CASE WHEN p.approver_id IS NOT NULL THEN 1 ELSE 0 END) OVER () AS all_approved,
        MIN(CASE WHEN p.reviewer_id <> p.maker_id THEN 1 ELSE 0 END) OVER () AS all_reviewed
    FROM payments AS p
    CROSS JOIN run
    WHERE (run.year IS NULL OR EXTRACT(YEAR FROM p.paid_on) = run.year)
        AND (run.unit_id IS NULL OR p.unit_id = run.unit_id)
)
SELECT
    payment_id,
    CAST(
        CASE WHEN is_first THEN $each * (all_classified + all_approved + all_reviewed) ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
