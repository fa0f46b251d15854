/*
id: control.contracts
title: {zh: 合同管理控制情况, en: Control of contracts}
section: 内控报告
table: contracts
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第12项，满分6分，此处只计台账记录能证明的得分：当年签订的合同截至运行日均已备案3分，累计支付均不超过合同金额加变更金额3分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 12 of the basic assessment of internal control (财会〔2016〕11号), 6 points at most, of which only what the records prove is counted: every contract signed in the year filed by the run's day 3, and paid no further than its amount with its changes 3. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  filed: {default: 3, zh: 备案的分值, en: Points of filing}
  within: {default: 3, zh: 按合同支付的分值, en: Points of paying within the contract}
since: 0.1.0
*/
WITH paid AS (
    SELECT contract_id, SUM(amount) AS amount
    FROM payments
    WHERE contract_id IS NOT NULL
    GROUP BY contract_id
),
judged AS (
    SELECT
        c.contract_id,
        c.contract_id = MIN(c.contract_id) OVER () AS is_first,
        MIN(CASE WHEN c.filed_on <= run.as_at THEN 1 ELSE 0 END) OVER () AS all_filed,
        MIN(
            CASE WHEN COALESCE(p.amount, 0) <= c.amount + COALESCE(c.changed_amount, 0) THEN 1 ELSE 0 END
        ) OVER () AS all_within
    FROM contracts AS c
    CROSS JOIN run
    LEFT JOIN paid AS p ON p.contract_id = c.contract_id
    WHERE (run.year IS NULL OR EXTRACT(YEAR FROM c.signed_on) = run.year)
        AND (run.unit_id IS NULL OR c.unit_id = run.unit_id)
)
SELECT
    contract_id,
    CAST(
        CASE WHEN is_first THEN $filed * all_filed + $within * all_within ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
