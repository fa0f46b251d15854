/*
id: redflags.r003_short_submission_period
title: {zh: R003 投标时间过短, en: R003 Short submission period}
subject: procurements
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第三条, from: 2003-01-01, mark: L}
why:
  zh: 时间太短，只有事先知情的供应商准备得出像样的投标文件。
  en: In too short a time only a supplier told beforehand can prepare a good bid.
message:
  zh: "投标期从{starts}到{ends}，满{whole_days}天，界限{allowed}天。"
  en: "Bids could be made from {starts} to {ends}, {whole_days} whole days; the line is {allowed}."
parameters:
  threshold: {default: 15, zh: 少于多少天算过短, en: Fewer whole days than this are too few}
  details_days: {default: "", zh: "按采购方式说明另定的天数，如 应急=5|国际=25", en: "Days for single method details, such as urgent=5|international=25"}
  methods: {default: "", zh: 只看这些采购方式代码，竖线分隔，空为全部, en: "Only these method codes, separated by |; empty means all"}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 已终止的、被参数排除的采购方式；没有投标期的单一来源、框架协议和直接采购；计划中尚未定期限的。
  en: Cancelled ones and methods left out by the parameters; single source, framework and direct purchases without a bidding period; planned ones without dates yet.
assumptions:
  zh: 起止都有时刻的按满24小时计天，否则按日期相减；起始时间没有的取文件发出日。
  en: With both times given, whole spans of 24 hours are counted, else the dates are subtracted; without a start the day of the documents is taken.
since: 0.1.0
*/
WITH periods AS (
    SELECT
        p.procurement_id, p.status, p.method, p.method_code, NULLIF(p.method_details, '') AS method_details,
        COALESCE(p.tender_status, p.status) AS tender_status,
        COALESCE(CAST(p.tender_starts_at AS DATE), p.documents_from_on) AS starts,
        COALESCE(p.bids_due_on, CAST(p.bids_due_at AS DATE)) AS ends,
        CASE
            WHEN p.tender_starts_at IS NOT NULL AND p.bids_due_at IS NOT NULL
                THEN FLOOR(DATE_DIFF('second', p.tender_starts_at, p.bids_due_at) / 86400.0)
            ELSE DATE_DIFF(
                'day',
                COALESCE(p.documents_from_on, CAST(p.tender_starts_at AS DATE)),
                COALESCE(p.bids_due_on, CAST(p.bids_due_at AS DATE))
            )
        END AS whole_days
    FROM procurements AS p
),
lines AS (
    SELECT
        p.*,
        CASE
            WHEN STRPOS('|' || $details_days, '|' || p.method_details || '=') > 0
                THEN CAST(SPLIT_PART(
                    SUBSTRING(
                        $details_days,
                        STRPOS('|' || $details_days, '|' || p.method_details || '=') + LENGTH(p.method_details) + 1
                    ), '|', 1) AS INTEGER)
            ELSE $threshold
        END AS allowed
    FROM periods AS p
)
SELECT
    procurement_id,
    CASE
        WHEN tender_status = 'cancelled' THEN 'not_applicable'
        WHEN STRPOS('|' || $excluded_methods || '|', '|' || method_details || '|') > 0 THEN 'not_applicable'
        WHEN $methods <> '' AND method_code IS NULL THEN 'cannot_judge'
        WHEN $methods <> '' AND STRPOS('|' || $methods || '|', '|' || method_code || '|') = 0 THEN 'not_applicable'
        WHEN whole_days IS NOT NULL THEN CASE WHEN whole_days < allowed THEN 'fail' ELSE 'pass' END
        WHEN method IN ('single_source', 'framework', 'direct') AND ends IS NULL THEN 'not_applicable'
        WHEN status = 'planned' THEN 'not_applicable'
        ELSE 'cannot_judge'
    END AS outcome,
    NULL AS amount,
    procurement_id AS case_key,
    1.0 AS value,
    starts, ends, CAST(whole_days AS BIGINT) AS whole_days, allowed
FROM lines
