/*
id: redflags.r048_heterogeneous_supplier
title: {zh: R048 供应商中标品类过杂, en: R048 Heterogeneous supplier}
subject: suppliers
severity: blue
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十二条, from: 2003-01-01, mark: L}
why:
  zh: 什么都能供的供应商可能是转手的皮包公司，要看它有没有相应的能力。
  en: A supplier of everything may be a shell that passes orders on; see whether it has the capacity.
message:
  zh: "{processes}次中标涉及{variety}个品类，界限{fence_shown}个。{note_zh}"
  en: "{processes} awards cover {variety} classes of items; the line is {fence_shown}. {note_en}"
parameters:
  digits: {default: 2, zh: 品目编码前几位算一个品类, en: Leading characters of the item code that make one class}
  threshold: {default: null, zh: 自定的品类数界限，空则由数据推算, en: A line of one's own; empty means computed}
  minimum_contracting_processes: {default: 20, zh: 中标次数少于这个数不判断, en: Suppliers with fewer awarded procurements are not judged}
  minimum_peers: {default: 5, zh: 至少有多少家供应商才推算界限, en: Fewest suppliers from which a line is computed}
  excluded_methods: {default: "", zh: 不看这些采购方式说明，竖线分隔, en: "Method details left out, separated by |"}
exclusions:
  zh: 中标次数太少的供应商；已终止的采购、无效的中标和联合体中标（分不清各供什么）不计。
  en: Suppliers with too few awards; cancelled procurements, awards not in force and those to a consortium (who supplies what is unknown) do not count.
assumptions:
  zh: 没有品目编码的中标不计。推算的界限为上四分位数加1.5倍四分位距（两个四分位数相同时取第95百分位），并要高于中位数，所以大家都只有一类时谁也不报。
  en: Awards without item codes do not count. The computed line is the upper quartile plus 1.5 interquartile ranges (the 95th percentile where the quartiles coincide) and must be above the median, so that nobody is flagged where all supply one class.
since: 0.1.0
*/
WITH screened AS (
    SELECT procurement_id
    FROM procurements
    WHERE COALESCE(tender_status, status, '') <> 'cancelled'
        AND COALESCE(STRPOS('|' || $excluded_methods || '|', '|' || NULLIF(method_details, '') || '|'), 0) = 0
),
won AS (
    SELECT
        a.procurement_id, CASE WHEN a.supplier_count IS NULL THEN a.supplier_id ELSE a.suppliers END AS supplier_id,
        TRANSLATE(a.item_codes, ';；', '||') AS codes
    FROM awards AS a
    JOIN screened AS s ON s.procurement_id = a.procurement_id
    WHERE a.status = 'active' AND COALESCE(a.supplier_count, 1) = 1
),
all_won AS (
    SELECT supplier_id, COUNT(DISTINCT procurement_id) AS processes
    FROM won
    WHERE supplier_id IS NOT NULL
    GROUP BY supplier_id
),
records AS (
    SELECT
        w.supplier_id, COUNT(DISTINCT w.procurement_id) AS processes,
        COUNT(DISTINCT SUBSTRING(TRIM(c.code), 1, $digits)) AS variety
    FROM won AS w
    CROSS JOIN UNNEST(STRING_SPLIT(w.codes, '|')) AS c(code)
    WHERE w.supplier_id IS NOT NULL AND TRIM(c.code) <> ''
    GROUP BY w.supplier_id
    HAVING COUNT(DISTINCT w.procurement_id) >= $minimum_contracting_processes
),
-- quantile p of type 8 (Hyndman and Fan) stands at place ((3n + 1) p + 1) / 3, between its two neighbours
ranked AS (
    SELECT variety, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY variety) AS place
    FROM records
),
quartiles AS (
    SELECT
        MAX(n) AS n,
        SUM(variety * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.25 + 1) / 3))))) AS lower,
        SUM(variety * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.50 + 1) / 3))))) AS middle,
        SUM(variety * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.75 + 1) / 3))))) AS upper,
        SUM(variety * GREATEST(0, 1 - ABS(place - LEAST(n, GREATEST(1, ((3 * n + 1) * 0.95 + 1) / 3))))) AS top
    FROM ranked
),
fences AS (
    SELECT
        middle,
        CASE
            WHEN $threshold IS NOT NULL THEN $threshold
            WHEN n < $minimum_peers THEN NULL
            WHEN upper > lower THEN upper + 1.5 * (upper - lower)
            ELSE top
        END AS fence
    FROM quartiles
)
SELECT
    s.supplier_id,
    CASE
        WHEN a.processes IS NULL OR a.processes < $minimum_contracting_processes THEN 'not_applicable'
        -- enough awards, but too few of them say what was supplied
        WHEN r.supplier_id IS NULL OR f.fence IS NULL THEN 'cannot_judge'
        WHEN r.variety >= f.fence AND ($threshold IS NOT NULL OR r.variety > f.middle) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    s.supplier_id AS case_key,
    CAST(r.variety AS DOUBLE) AS value,
    COALESCE(r.processes, a.processes) AS processes, r.variety, CAST(f.fence AS DECIMAL(18, 4)) AS fence_shown,
    CASE
        WHEN a.processes >= $minimum_contracting_processes AND r.supplier_id IS NULL THEN '中标没有载明品目。'
        WHEN r.supplier_id IS NOT NULL AND f.fence IS NULL THEN '可比的供应商太少，推算不出界限。'
        ELSE ''
    END AS note_zh,
    CASE
        WHEN a.processes >= $minimum_contracting_processes AND r.supplier_id IS NULL
            THEN 'The awards do not say what was supplied.'
        WHEN r.supplier_id IS NOT NULL AND f.fence IS NULL THEN 'Too few suppliers to compute a line.'
        ELSE ''
    END AS note_en
FROM suppliers AS s
LEFT JOIN all_won AS a ON a.supplier_id = s.supplier_id
LEFT JOIN records AS r ON r.supplier_id = s.supplier_id
CROSS JOIN fences AS f
