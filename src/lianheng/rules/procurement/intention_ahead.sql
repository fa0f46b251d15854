/*
id: procurement.intention_ahead
title: {zh: 采购意向公开不足期限, en: Intention published too late}
subject: procurements
severity: yellow
basis:
  - {document: 关于开展政府采购意向公开工作的通知, number: 财库〔2020〕10号, from: 2020-07-01, mark: K}
why:
  zh: 采购意向应当在采购活动开始前公开，让供应商早作准备。
  en: Suppliers should learn of an intended purchase well before it starts.
message:
  zh: "采购活动{started_on}开始，采购意向{intention_on}公开，提前{taken}天，应当提前{allowed}天。"
  en: "The purchase started on {started_on}, its intention was published on {intention_on}: {taken} days ahead, {allowed} are due."
parameters:
  local_from: {default: 2022-01-01, zh: 地方单位最迟从哪天起实行, en: Day from which all local units are judged}
exclusions:
  zh: 低于采购限额标准的、框架协议和直接采购、已终止的、以外币计价的；开始日没有此项规定的，地方单位尚未实行的。
  en: Purchases below the procurement limit, framework and direct purchases, cancelled ones, those not in yuan; days on which the rule was not in force, for local units not yet in use.
assumptions:
  zh: 采购公告日（没有则文件发出日）为采购活动开始。单位从不记录意向公开日期的无法判断；记录了其他项目而缺这一项的判不符。地方单位在最迟实行日之前已经开始公开意向的，从首次公开满期限之日起判断。不可预见的紧急采购请人工排除。
  en: The purchase starts with its notice, else with its documents. Where a unit records no such dates at all it cannot be judged; where it does, a missing one fails. A local unit that began earlier is judged from the day its first intention has stood for the period. Unforeseeable urgent purchases are for a person to exclude.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        p.procurement_id, p.unit_id, p.kind, p.method, p.status, p.currency, p.budget, p.intention_on,
        COALESCE(p.notice_on, p.documents_from_on) AS started_on,
        COUNT(p.intention_on) OVER (PARTITION BY p.unit_id) AS recorded,
        MIN(p.intention_on) OVER (PARTITION BY p.unit_id) AS first_on
    FROM procurements AS p
),
counted AS (
    SELECT
        d.*, u.level, t.amount AS limit_amount, k.days AS allowed,
        DATE_DIFF('day', d.intention_on, d.started_on) AS taken
    FROM dated AS d
    LEFT JOIN units AS u ON u.unit_id = d.unit_id
    LEFT JOIN procurement_thresholds AS t
        ON t.unit_id = d.unit_id AND t.level = u.level AND t.kind = d.kind AND t.threshold = 'decentralised'
        AND d.started_on BETWEEN t.valid_from AND t.valid_to
    LEFT JOIN procurement_deadlines AS k
        ON k.unit_id = d.unit_id AND k.deadline = 'intention' AND d.started_on BETWEEN k.valid_from AND k.valid_to
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN method IN ('framework', 'direct') THEN 'not_applicable'
        WHEN started_on IS NULL THEN CASE WHEN status = 'planned' THEN 'not_applicable' ELSE 'cannot_judge' END
        WHEN allowed IS NULL THEN 'not_applicable'
        -- localities began later than the centre, those that were ready earlier: by their own first intention
        WHEN level <> 'central' AND started_on < CAST($local_from AS DATE)
            AND COALESCE(DATE_DIFF('day', first_on, started_on), 0) < allowed THEN 'not_applicable'
        WHEN budget IS NULL OR limit_amount IS NULL THEN 'cannot_judge'
        WHEN budget < limit_amount THEN 'not_applicable'
        WHEN method IS NULL THEN 'cannot_judge'
        WHEN intention_on IS NULL AND recorded = 0 THEN 'cannot_judge'
        WHEN intention_on IS NULL OR taken < allowed THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    started_on, intention_on, taken, allowed
FROM counted
