/*
id: procurement.tender_period
title: {zh: 投标准备时间不足, en: Too little time to bid}
subject: procurements
severity: red
basis:
  - {document: 中华人民共和国政府采购法, article: 第三十五条, from: 2003-01-01, mark: L}
  - {document: 中华人民共和国招标投标法, article: 第二十四条, from: 2000-01-01, mark: L}
  - {document: 政府采购非招标采购方式管理办法, number: 财政部令第74号, article: 第二十九条、第四十五条, from: 2014-02-01, mark: K}
  - {document: 政府采购竞争性磋商采购方式管理暂行办法, number: 财库〔2014〕214号, article: 第十条, from: 2014-12-31, mark: K}
why:
  zh: 从文件发出到截止的时间太短，只有事先知情的供应商来得及投标。
  en: When documents come out shortly before the deadline, only those who knew beforehand can bid.
message:
  zh: "采购文件{started_on}发出，{due_on}截止，{taken}个{unit_zh}，至少应有{allowed}个{unit_zh}（{method}）。"
  en: "Documents out on {started_on}, bids due on {due_on}: {taken} {unit_en}, at least {allowed} are due ({method})."
parameters: {}
exclusions:
  zh: 单一来源、框架协议、直接采购；已终止的、计划中尚未定截止日的、以外币计价的；当日没有规定期限的。
  en: Single source, framework and direct purchases; cancelled ones, planned ones without a deadline yet; those not in yuan; days on which no period was laid down.
assumptions:
  zh: 文件发出当日不计入。没有文件发出日期时，从采购公告日算起已不足的判不符，够的无法判断。
  en: The day of issue does not count. Without it, a period too short even from the notice on fails; one long enough from the notice cannot be judged.
since: 0.1.0
*/
WITH periods AS (
    SELECT
        p.procurement_id, p.unit_id, p.method, p.status, p.currency, p.documents_from_on,
        COALESCE(p.documents_from_on, p.notice_on) AS started_on,
        COALESCE(p.bids_due_on, CAST(p.bids_due_at AS DATE)) AS due_on,
        CASE
            WHEN p.method IN ('open', 'invited') THEN 'tender_period'
            WHEN p.method IN ('negotiation', 'inquiry', 'consultation') THEN 'tender_period_' || p.method
        END AS deadline
    FROM procurements AS p
),
counted AS (
    SELECT
        p.*, d.days AS allowed, d.day_kind,
        CASE
            WHEN d.day_kind = 'working' THEN till.workday_no - since.workday_no
            ELSE DATE_DIFF('day', p.started_on, p.due_on)
        END AS taken
    FROM periods AS p
    LEFT JOIN procurement_deadlines AS d
        ON d.unit_id = p.unit_id AND d.deadline = p.deadline AND p.started_on BETWEEN d.valid_from AND d.valid_to
    LEFT JOIN days AS since ON since.on_day = p.started_on
    LEFT JOIN days AS till ON till.on_day = p.due_on
)
SELECT
    procurement_id,
    CASE
        WHEN status = 'cancelled' OR COALESCE(currency, 'CNY') <> 'CNY' THEN 'not_applicable'
        WHEN method IN ('single_source', 'framework', 'direct') THEN 'not_applicable'
        WHEN status = 'planned' AND due_on IS NULL THEN 'not_applicable'
        WHEN method IS NULL OR started_on IS NULL OR due_on IS NULL THEN 'cannot_judge'
        WHEN allowed IS NULL THEN 'not_applicable'
        WHEN taken IS NULL THEN 'cannot_judge'
        WHEN taken < allowed THEN 'fail'
        WHEN documents_from_on IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    started_on, due_on, taken, allowed, method,
    CASE WHEN day_kind = 'working' THEN '工作日' ELSE '自然日' END AS unit_zh,
    CASE WHEN day_kind = 'working' THEN 'working days' ELSE 'days' END AS unit_en
FROM counted
