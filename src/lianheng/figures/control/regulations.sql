/*
id: control.regulations
title: {zh: 内部控制制度完备情况, en: Regulations complete}
section: 内控报告
table: regulations
measure: sum
unit: {zh: 分, en: points}
phrase: exact
zero: gap
period: until
definition:
  zh: 内部控制基础性评价（财会〔2016〕11号）第4项，满分16分，此处只计台账记录能证明的得分：年末有效的制度所属领域含预算、收入、支出、采购、资产、建设、合同、决策的，每个领域2分（“收支”同时算收入和支出）。未达到的项不得分；每项得分记在一条佐证记录上。
  en: "Indicator 4 of the basic assessment of internal control (财会〔2016〕11号), 16 points at most, of which only what the records prove is counted: 2 for each of the fields budget, revenue, expenditure, procurement, assets, construction, contracts and decisions that the area of a regulation in force at the year's end names. What is not reached earns nothing; the points of each item stand on one row of evidence."
parameters:
  each: {default: 2, zh: 每个领域的分值, en: Points of each field}
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
),
fields AS (
    SELECT field, other_name
    FROM (
        VALUES ('预算', '预算'), ('收入', '收支'), ('支出', '收支'), ('采购', '采购'), ('资产', '资产'), ('建设', '建设'),
            ('合同', '合同'), ('决策', '决策')
    ) AS f (field, other_name)
),
evidence AS (
    SELECT
        g.regulation_id,
        ROW_NUMBER() OVER (PARTITION BY f.field ORDER BY g.regulation_id) AS place
    FROM regulations AS g
    CROSS JOIN reckoning AS r
    JOIN fields AS f ON STRPOS(g.area, f.field) > 0 OR STRPOS(g.area, f.other_name) > 0
    WHERE g.action <> 'repealed'
        AND g.issued_on <= r.on_day AND g.effective_on <= r.on_day
        AND (g.ends_on IS NULL OR g.ends_on >= r.on_day)
)
SELECT regulation_id, CAST(CASE WHEN place = 1 THEN $each ELSE 0 END AS DECIMAL(18, 6)) AS value
FROM evidence
