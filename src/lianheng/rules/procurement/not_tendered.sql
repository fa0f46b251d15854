/*
id: procurement.not_tendered
title: {zh: 达到标准未公开招标, en: Not tendered although above the threshold}
subject: procurements
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十七条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第三条, from: 2000-01-01, mark: L}
  - {document: 必须招标的工程项目规定, number: 国家发展和改革委员会令第16号, article: 第五条, from: 2018-06-01, mark: K}
why:
  zh: 达到公开招标数额标准的项目应当招标；用其他方式的，应当事先取得批准。
  en: From the threshold on a purchase must be tendered; any other method needs an approval beforehand.
message:
  zh: "预算{budget}元，达到公开招标数额标准{threshold}元，采购方式为{method}，没有记录批准依据。"
  en: "Budget {budget} yuan, at or above the tender threshold of {threshold}; method {method}, no approval on record."
parameters: {}
exclusions:
  zh: 低于标准的、已终止的、框架协议采购、以外币计价的。
  en: Purchases below the threshold, cancelled ones, framework purchases, and those not in yuan.
assumptions:
  zh: 写明方式依据或批准文号的视为已获批准，批件请另行核对；工程邀请招标视为招标。标准取采购公告日（没有则取文件发出、定标日）有效的数额。
  en: A stated ground or approval counts as approval, the paper itself is to be checked; an invited tender counts as a tender for works. The threshold is that of the notice, else of the documents or the decision.
since: 0.1.0
*/
WITH against_threshold AS (
    SELECT
        p.procurement_id, p.kind, p.method, p.method_basis, p.status, p.currency, p.budget,
        t.amount AS threshold
    FROM procurements AS p
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
    LEFT JOIN procurement_thresholds AS t
        ON t.unit_id = p.unit_id AND t.level = u.level AND t.kind = p.kind AND t.threshold = 'open_tender'
        AND COALESCE(p.notice_on, p.documents_from_on, p.decided_on, p.award_notice_on)
            BETWEEN t.valid_from AND t.valid_to
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN method = 'framework' THEN 'not_applicable'
        WHEN budget IS NULL OR threshold IS NULL THEN 'cannot_judge'
        WHEN budget < threshold THEN 'not_applicable'
        WHEN method IS NULL THEN 'cannot_judge'
        WHEN method = 'open' OR (method = 'invited' AND kind = 'works') THEN 'pass'
        WHEN method_basis IS NOT NULL THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    budget AS amount,
    procurement_id AS case_key,
    budget, threshold, method
FROM against_threshold
