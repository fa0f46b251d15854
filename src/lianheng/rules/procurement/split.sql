/*
id: procurement.split
title: {zh: 化整为零规避公开招标, en: Purchases split below the tender threshold}
subject: procurements
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十八条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第二十八条, from: 2015-03-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第四条, from: 2000-01-01, mark: L}
why:
  zh: 一个财政年度内，同一预算项目下同一品目或类别多次用公开招标以外的方式采购，累计超过公开招标数额标准的，就是化整为零。
  en: Buying one class of things for one budget project several times in a year without open tender, together above the tender threshold, is splitting.
message:
  zh: "{year}年同一预算项目（{budget_project}）同类（{category}）采购{purchases}次，本次预算{budget}元，累计{total}元，超过公开招标数额标准{threshold}元。"
  en: "In {year}, {purchases} purchases of one class ({category}) for one budget project ({budget_project}): this one {budget}, together {total} yuan, above the tender threshold of {threshold}."
parameters:
  category_length: {default: 7, zh: 品目编码前几位相同即为同一类别, en: Leading characters of the category code that make one class}
exclusions:
  zh: 公开招标的（工程含邀请招标）、框架协议采购、已终止的、写明批准用其他方式的、单项已达标准的（由“应招未招”判断）、以外币计价的。
  en: Open tenders (for works, invited ones too), framework purchases, cancelled ones, those with a stated approval of another method, those at the threshold by themselves (judged by not_tendered), and those not in yuan.
assumptions:
  zh: 预算项目取指标所属项目，年度取采购公告日期（没有则取文件发出、定标、结果公告日期）所在年；数额取预算金额。
  en: The budget project is that of the budget line; the year is that of the notice, else of the documents, the decision or the award notice; amounts are budgets.
since: 0.1.0
*/
WITH purchases AS (
    SELECT
        p.procurement_id, p.unit_id, p.kind, p.budget, p.method, p.method_basis, p.status, p.currency,
        COALESCE(b.project, p.line_id) AS budget_project,
        SUBSTRING(p.category_code, 1, $category_length) AS category,
        COALESCE(p.notice_on, p.documents_from_on, p.decided_on, p.award_notice_on) AS bought_on
    FROM procurements AS p
    LEFT JOIN budget_lines AS b ON b.line_id = p.line_id
),
against_threshold AS (
    SELECT
        p.*, EXTRACT(YEAR FROM p.bought_on) AS year, t.amount AS threshold,
        CASE
            WHEN p.status = 'cancelled' OR COALESCE(p.currency, 'CNY') <> 'CNY' THEN 'no'
            WHEN p.method IN ('open', 'framework') OR p.method_basis IS NOT NULL THEN 'no'
            WHEN p.kind = 'works' AND p.method = 'invited' THEN 'no'
            WHEN p.method IS NULL OR p.kind IS NULL OR p.budget IS NULL THEN 'unknown'
            WHEN p.category IS NULL OR t.amount IS NULL THEN 'unknown'
            WHEN p.budget >= t.amount THEN 'no'
            ELSE 'yes'
        END AS counts
    FROM purchases AS p
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
    LEFT JOIN procurement_thresholds AS t
        ON t.unit_id = p.unit_id AND t.level = u.level AND t.kind = p.kind AND t.threshold = 'open_tender'
        AND p.bought_on BETWEEN t.valid_from AND t.valid_to
),
-- one fiscal year, one budget project, one class
together AS (
    SELECT unit_id, kind, year, category, budget_project, COUNT(*) AS purchases, SUM(budget) AS total
    FROM against_threshold
    WHERE counts = 'yes' AND budget_project IS NOT NULL
    GROUP BY unit_id, kind, year, category, budget_project
),
-- the same without regard to the project: what a purchase of unknown project could at most belong to
any_project AS (
    SELECT unit_id, kind, year, category, SUM(budget) AS total
    FROM against_threshold
    WHERE counts = 'yes'
    GROUP BY unit_id, kind, year, category
)
SELECT
    a.procurement_id,
    CASE
        WHEN a.counts = 'no' THEN 'not_applicable'
        WHEN a.counts = 'unknown' THEN 'cannot_judge'
        WHEN a.budget_project IS NULL AND o.total > a.threshold THEN 'cannot_judge'
        WHEN t.total > a.threshold THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    a.budget AS amount,
    CASE
        WHEN t.total > a.threshold
            THEN a.unit_id || '|' || a.budget_project || '|' || a.category || '|' || CAST(a.year AS VARCHAR)
        ELSE a.procurement_id
    END AS case_key,
    a.year, a.budget_project, a.category, a.budget, t.purchases, t.total, a.threshold
FROM against_threshold AS a
LEFT JOIN together AS t
    ON a.counts = 'yes' AND t.unit_id = a.unit_id AND t.kind = a.kind AND t.year = a.year
    AND t.category = a.category AND t.budget_project = a.budget_project
LEFT JOIN any_project AS o
    ON a.counts = 'yes' AND o.unit_id = a.unit_id AND o.kind = a.kind AND o.year = a.year
    AND o.category = a.category
