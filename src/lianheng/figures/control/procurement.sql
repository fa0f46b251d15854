/*
id: control.procurement
title: {zh: 政府采购业务管理控制情况, en: Control of procurement}
section: 内控报告
table: procurements
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第9项，满分7分，此处只计台账记录能证明的得分：当年未取消的采购都有预算指标和公告4分，非公开招标的都写明理由3分。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 9 of the basic assessment of internal control (财会〔2016〕11号), 7 points at most, of which only what the records prove is counted: every procurement of the year that was not cancelled has its budget line and a notice 4, and every one not openly tendered its reasons 3. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  public: {default: 4, zh: 按预算公开采购的分值, en: Points of budgeted and public procurement}
  reasons: {default: 3, zh: 采购方式理由的分值, en: Points of the reasons}
since: 0.1.0
*/
WITH judged AS (
    SELECT
        p.procurement_id,
        p.procurement_id = MIN(p.procurement_id) OVER () AS is_first,
        MIN(
            CASE
                WHEN p.line_id IS NOT NULL
                    AND COALESCE(p.notice_on, p.award_notice_on, p.single_source_notice_on) IS NOT NULL THEN 1
                ELSE 0
            END
        ) OVER () AS all_public,
        MIN(CASE WHEN p.method = 'open' OR p.method_basis <> '' THEN 1 ELSE 0 END) OVER () AS all_reasoned
    FROM procurements AS p
    CROSS JOIN run
    WHERE COALESCE(p.status, 'active') <> 'cancelled'
        AND (run.unit_id IS NULL OR p.unit_id = run.unit_id)
        AND (
            run.year IS NULL
            OR EXTRACT(
                YEAR FROM COALESCE(
                    p.decided_on, p.notice_on, p.award_notice_on, p.single_source_notice_on, p.intention_on
                )
            ) = run.year
        )
)
SELECT
    procurement_id,
    CAST(
        CASE WHEN is_first THEN $public * all_public + $reasons * all_reasoned ELSE 0 END AS DECIMAL(18, 6)
    ) AS value
FROM judged
