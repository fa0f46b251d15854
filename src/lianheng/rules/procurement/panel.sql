/*
id: procurement.panel
title: {zh: 评审小组组成不合规, en: Panel wrongly composed}
subject: experts
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第三十八条、第四十条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第三十七条, from: 2000-01-01, mark: L}
  - {document: 政府采购货物和服务招标投标管理办法, number: 财政部令第87号, article: 第四十七条, from: 2017-10-01, mark: K}
why:
  zh: 评审小组要够人数、取单数、专家不少于三分之二，采购人才不能左右结果。
  en: Enough members, an odd number and two thirds of experts keep the purchaser from deciding alone.
message:
  zh: "评审小组{members}人，其中专家{experts}人；应为单数、至少{members_due}人、专家至少占{share_due:%}。"
  en: "A panel of {members}, {experts} of them experts; it should be odd, at least {members_due}, at least {share_due:%} experts."
parameters: {}
exclusions:
  zh: 单一来源、框架协议和直接采购；已终止的；当日没有此项规定的。
  en: Single source, framework and direct purchases; cancelled ones; days on which the rule was not in force.
assumptions:
  zh: 登记的就是全部成员；规定取定标日（没有则取结果公告日）有效的。同一小组的成员归为一案。
  en: All members are on record; the rule is that of the decision, else of the award notice. The members of one panel are one case.
since: 0.1.0
*/
WITH panels AS (
    SELECT
        procurement_id, COUNT(*) AS members, COUNT(role) AS known,
        SUM(CASE WHEN role = 'expert' THEN 1 ELSE 0 END) AS experts
    FROM experts
    GROUP BY procurement_id
),
held AS (
    SELECT
        n.procurement_id, n.members, n.known, n.experts,
        p.procurement_id AS found_id, p.method, p.status,
        COALESCE(p.decided_on, p.award_notice_on) AS decided_on,
        CASE WHEN p.method IN ('open', 'invited') THEN COALESCE(t.value, m.value) ELSE m.value END AS members_due,
        s.value AS share_due
    FROM panels AS n
    LEFT JOIN procurements AS p ON p.procurement_id = n.procurement_id
    LEFT JOIN limits AS m
        ON m.unit_id = p.unit_id AND m.limit_id = 'panel_min'
        AND COALESCE(p.decided_on, p.award_notice_on) BETWEEN m.valid_from AND m.valid_to
    LEFT JOIN limits AS t
        ON t.unit_id = p.unit_id AND t.limit_id = 'panel_min_tender'
        AND COALESCE(p.decided_on, p.award_notice_on) BETWEEN t.valid_from AND t.valid_to
    LEFT JOIN limits AS s
        ON s.unit_id = p.unit_id AND s.limit_id = 'panel_expert_share'
        AND COALESCE(p.decided_on, p.award_notice_on) BETWEEN s.valid_from AND s.valid_to
)
SELECT
    e.procurement_id, e.person_name,
    CASE
        WHEN h.found_id IS NULL THEN 'cannot_judge'
        WHEN h.status = 'cancelled' OR h.method IN ('single_source', 'framework', 'direct') THEN 'not_applicable'
        WHEN h.method IS NULL OR h.decided_on IS NULL OR h.known < h.members THEN 'cannot_judge'
        WHEN h.members_due IS NULL OR h.share_due IS NULL THEN 'not_applicable'
        WHEN h.members < h.members_due OR h.members % 2 = 0 THEN 'fail'
        WHEN h.experts < h.share_due * h.members THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    e.procurement_id AS case_key,
    h.members, h.experts, h.members_due, h.share_due
FROM experts AS e
JOIN held AS h ON h.procurement_id = e.procurement_id
