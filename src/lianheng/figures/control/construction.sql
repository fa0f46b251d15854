/*
id: control.construction
title: {zh: 建设项目管理控制情况, en: Control of construction}
section: 内控报告
table: projects
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第11项，满分8分，此处只计台账记录能证明的得分：开工均不早于批复2分，交付使用满规定期限的均有竣工财务决算2分，累计支付均不超概算4分；期限见标准。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 11 of the basic assessment of internal control (财会〔2016〕11号), 8 points at most, of which only what the records prove is counted: works begun only after approval 2, a final account for every project in use for longer than the standard allows 2, and payments within the estimate 4. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  approved: {default: 2, zh: 先批后建的分值, en: Points of approval before the start}
  settled: {default: 2, zh: 竣工决算的分值, en: Points of the final account}
  within: {default: 4, zh: 不超概算的分值, en: Points of staying within the estimate}
since: 0.1.0
*/
WITH judged AS (
    SELECT
        j.project_id,
        j.project_id = MIN(j.project_id) OVER () AS is_first,
        MIN(CASE WHEN j.started_on IS NULL OR j.approved_on <= j.started_on THEN 1 ELSE 0 END) OVER () AS all_approved,
        MIN(
            CASE
                WHEN j.usable_on IS NULL OR j.final_account_on <= run.as_at THEN 1
                WHEN DATE_DIFF('day', j.usable_on, run.as_at) <= l.value THEN 1
                ELSE 0
            END
        ) OVER () AS all_settled,
        MIN(CASE WHEN j.paid <= j.estimate THEN 1 ELSE 0 END) OVER () AS all_within
    FROM projects AS j
    CROSS JOIN run
    LEFT JOIN limits AS l
        ON l.unit_id = j.unit_id AND l.limit_id = 'final_account_days' AND run.as_at BETWEEN l.valid_from AND l.valid_to
    WHERE run.unit_id IS NULL OR j.unit_id = run.unit_id
)
SELECT
    project_id,
    CAST(
        CASE WHEN is_first THEN $approved * all_approved + $settled * all_settled + $within * all_within ELSE 0 END
        AS DECIMAL(18, 6)
    ) AS value
FROM judged
