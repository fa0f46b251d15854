/*
id: process.paid_twice
title: {zh: 同一事项付款两次, en: One matter paid twice}
subject: process_cases
severity: red
basis:
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 一份单据只付一次；同一许可下两份单据金额相同又都付了，很可能是预付之后又报销了一遍。
  en: A document is paid once. Two documents of one permit with equal amounts, both paid, are likely an advance that was claimed again.
message:
  zh: "{finding_zh}，每次{declared}元；最后一次付于{paid_at}。"
  en: "{finding_en}, {declared} yuan each time; last paid at {paid_at}."
exclusions:
  zh: 没有付款的案件；一个许可下含多份单据的许可案件本身（其中每份单据各自判断）。
  en: Cases that were not paid, and permits that hold several documents (each document is judged by itself).
assumptions:
  zh: 同一许可下金额到分相同的两份单据视为同一事项；按次领取的定额也会相同，由人核对。
  en: Two documents of one permit with amounts equal to the fen count as one matter; fixed rates may be equal too and must be checked.
since: 0.1.0
*/
WITH payments_of_case AS (
    SELECT case_id, COUNT(e.outcome) AS outcomes, SUM(CASE WHEN e.outcome = 'paid' THEN 1 ELSE 0 END) AS times,
        MAX(CASE WHEN e.outcome = 'paid' THEN e.at END) AS paid_at
    FROM process_events AS e
    GROUP BY case_id
),
paid_documents AS (
    SELECT c.case_id, c.permit_id, c.declared, p.paid_at
    FROM process_cases AS c
    JOIN payments_of_case AS p ON p.case_id = c.case_id
    WHERE p.times > 0 AND c.permit_id <> c.case_id AND c.declared > 0
),
twins AS (
    SELECT permit_id, declared, COUNT(*) AS documents
    FROM paid_documents
    GROUP BY permit_id, declared
    HAVING COUNT(*) > 1
),
turns AS (
    SELECT
        d.case_id, t.documents,
        ROW_NUMBER() OVER (PARTITION BY d.permit_id, d.declared ORDER BY d.paid_at, d.case_id) AS turn
    FROM paid_documents AS d
    JOIN twins AS t ON t.permit_id = d.permit_id AND t.declared = d.declared
),
judged AS (
    SELECT
        c.case_id, c.permit_id, c.declared, p.outcomes, p.times, p.paid_at, t.documents, t.turn,
        COALESCE(c.permit_id = c.case_id, FALSE) AS is_permit
    FROM process_cases AS c
    LEFT JOIN payments_of_case AS p ON p.case_id = c.case_id
    LEFT JOIN turns AS t ON t.case_id = c.case_id
)
SELECT
    case_id,
    CASE
        WHEN is_permit THEN 'not_applicable'
        WHEN outcomes IS NULL OR outcomes = 0 THEN 'cannot_judge'
        WHEN times = 0 THEN 'not_applicable'
        WHEN times > 1 OR documents > 1 THEN 'fail'
        WHEN permit_id IS NOT NULL AND declared IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    -- All payments of the case but the first; the whole amount where another document was paid before it.
    CASE
        WHEN documents > 1 AND turn > 1 THEN declared * times
        WHEN times > 1 THEN declared * (times - 1)
    END AS amount,
    CASE WHEN documents > 1 THEN permit_id || '|' || CAST(declared AS VARCHAR) ELSE case_id END AS case_key,
    declared,
    CAST(paid_at AS TIMESTAMP) AS paid_at,
    CASE
        WHEN documents > 1 THEN '许可' || permit_id || '下有' || CAST(documents AS VARCHAR) || '份金额相同的单据都已付款'
        ELSE '本案件付款' || CAST(times AS VARCHAR) || '次'
    END AS finding_zh,
    CASE
        WHEN documents > 1
            THEN CAST(documents AS VARCHAR) || ' documents of permit ' || permit_id || ' with equal amounts were paid'
        ELSE 'this case was paid ' || CAST(times AS VARCHAR) || ' times'
    END AS finding_en
FROM judged
