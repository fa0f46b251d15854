/*
id: procurement.over_budget
title: {zh: 中标成交金额超预算或最高限价, en: Awarded above budget or ceiling}
subject: procurements
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第六条、第三十六条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法实施条例, article: 第五十一条, from: 2012-02-01, mark: L}
why:
  zh: 政府采购应当严格按照批准的预算执行，报价超过预算或最高限价的不能中标。
  en: Purchases keep to the approved budget; a bid above the budget or the ceiling cannot win.
message:
  zh: "中标成交合计{awarded}元，预算{budget}元，最高限价{ceiling}元，超出{excess}元。"
  en: "Awarded {awarded} yuan in all; budget {budget}, ceiling {ceiling}; {excess} yuan too much."
parameters: {}
exclusions:
  zh: 尚无有效中标结果的、已终止的。
  en: Purchases without a valid award yet, and cancelled ones.
assumptions:
  zh: 分标段的合计比较；没有公布最高限价的只与预算比较。
  en: Lots are compared in sum; without a ceiling only the budget counts.
since: 0.1.0
*/
WITH awarded AS (
    SELECT
        procurement_id, COUNT(*) AS awards, COUNT(amount) AS priced, SUM(amount) AS awarded,
        MIN(COALESCE(currency, 'CNY')) AS currency, MAX(COALESCE(currency, 'CNY')) AS other_currency
    FROM awards
    WHERE status = 'active'
    GROUP BY procurement_id
),
compared AS (
    SELECT
        p.procurement_id, p.status, p.budget, p.ceiling, a.awards, a.priced, a.awarded, a.currency,
        a.currency = a.other_currency AND a.currency = COALESCE(p.currency, 'CNY') AS comparable,
        a.awarded - CASE WHEN p.ceiling < p.budget THEN p.ceiling ELSE p.budget END AS excess
    FROM procurements AS p
    LEFT JOIN awarded AS a ON a.procurement_id = p.procurement_id
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' THEN 'not_applicable'
        WHEN awards IS NULL THEN CASE WHEN status IN ('planned', 'active') THEN 'not_applicable' ELSE 'cannot_judge' END
        WHEN NOT comparable OR budget IS NULL THEN 'cannot_judge'
        WHEN excess > 0 THEN 'fail'
        WHEN priced < awards OR awarded IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN comparable AND currency = 'CNY' THEN excess END AS amount,
    procurement_id AS case_key,
    awarded, budget, ceiling, excess
FROM compared
