/*
id: process.approved_after_start
title: {zh: 先出发后审批, en: Set out before approval}
subject: process_cases
severity: orange
basis:
  - {document: 党政机关厉行节约反对浪费条例, number: 中发〔2013〕13号, from: 2013-11-18, mark: K}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 事前审批要在事前；人已经走了才批，批不批都一样。
  en: Prior approval must come first; once the traveller has left, approval changes nothing.
message:
  zh: "{started_at}开始，{finding_zh}。"
  en: "Started at {started_at}: {finding_en}."
parameters:
  permit_processes:
    default: "travel_permit"
    zh: 需要事前审批的流程（逗号分开）
    en: Processes that are prior approvals (comma between)
  start_words:
    default: "Start trip|出发|启程|出差开始|行程开始"
    zh: 表示开始的环节名称
    en: Names of the step that is the start
  final_words:
    default: "FINAL_APPROVED|终审|最终审批"
    zh: 表示最终批准的环节名称
    en: Names of the step that is the final approval
  other_documents:
    default: "^Declaration|^Request For Payment|报销|付款|借款"
    zh: 同一案件中不属于事前审批的单据
    en: Documents of the same case that are not the prior approval
  grace_hours:
    default: 24
    zh: 开始时间多只记到日，开始后多少小时内批准的不算晚
    en: A start is mostly known by its day only, so an approval within so many hours is not late
exclusions:
  zh: 不属于事前审批的流程，尚未开始的。
  en: Processes that are no prior approval, and what has not begun.
assumptions:
  zh: 有最终批准环节的，以第一次最终批准为准，否则以最后一次批准为准；开始了却没有批准的判为不符。
  en: The first final approval counts where the case has one, else the last approval. What began and was never approved fails.
since: 0.1.0
*/
WITH moments AS (
    SELECT
        e.case_id,
        COUNT(e.outcome) AS outcomes,
        MIN(CASE WHEN REGEXP_MATCHES(e.activity, $start_words) THEN e.at END) AS started_at,
        MIN(
            CASE
                WHEN e.outcome = 'approved' AND REGEXP_MATCHES(e.activity, $final_words)
                    AND NOT REGEXP_MATCHES(e.activity, $other_documents) THEN e.at
            END
        ) AS finally_approved_at,
        MAX(
            CASE WHEN e.outcome = 'approved' AND NOT REGEXP_MATCHES(e.activity, $other_documents) THEN e.at END
        ) AS last_approved_at
    FROM process_events AS e
    GROUP BY e.case_id
),
judged AS (
    SELECT
        c.case_id, c.process, c.declared, m.outcomes, m.started_at,
        COALESCE(m.finally_approved_at, m.last_approved_at) AS approved_at
    FROM process_cases AS c
    LEFT JOIN moments AS m ON m.case_id = c.case_id
)
SELECT
    case_id,
    CASE
        WHEN process IS NULL THEN 'cannot_judge'
        WHEN STRPOS(',' || $permit_processes || ',', ',' || process || ',') = 0 THEN 'not_applicable'
        WHEN outcomes IS NULL OR outcomes = 0 THEN 'cannot_judge'
        WHEN started_at IS NULL THEN 'not_applicable'
        WHEN approved_at IS NULL THEN 'fail'
        WHEN DATE_DIFF('second', started_at, approved_at) >= 3600 * $grace_hours THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    declared AS amount,
    case_id AS case_key,
    CAST(started_at AS TIMESTAMP) AS started_at,
    CAST(approved_at AS TIMESTAMP) AS approved_at,
    CASE
        WHEN started_at IS NULL THEN '没有事件记录或结果'
        WHEN approved_at IS NULL THEN '始终没有批准'
        ELSE CAST(CAST(approved_at AS TIMESTAMP) AS VARCHAR) || '才批准'
    END AS finding_zh,
    CASE
        WHEN started_at IS NULL THEN 'there are no events or outcomes'
        WHEN approved_at IS NULL THEN 'never approved'
        ELSE 'approved only at ' || CAST(CAST(approved_at AS TIMESTAMP) AS VARCHAR)
    END AS finding_en
FROM judged
