/*
id: journal.seldom_pair
title: {zh: 罕用科目、罕见对应关系, en: Seldom-used accounts and pairs of accounts}
subject: journal_lines
severity: blue
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用测试（一年内使用不足三次的科目或对应科目）, mark: K}
why:
  zh: 平时几乎不用的科目、不同寻常的借贷对应，常用来掩盖不该有的收支，值得逐笔看一看。
  en: Accounts hardly ever used and unusual pairs of debit and credit are a place to hide what should not be there; each deserves a look.
message:
  zh: "{posted_on}凭证{entry_no}科目{account}：{finding_zh}（全年少于{seldom}张为罕见）。"
  en: "Entry {entry_no} of {posted_on}, account {account}: {finding_en} (fewer than {seldom} a year is seldom)."
parameters:
  seldom: {default: 3, zh: 一年少于几张凭证为罕见, en: Fewer entries a year than this is seldom}
  enough: {default: 100, zh: 一个单位一年至少多少张凭证才判断, en: Least number of entries of a unit and year}
exclusions:
  zh: 全年凭证太少、谈不上罕见与否的单位。
  en: Units with too few entries in the year to call anything seldom.
assumptions:
  zh: 对应关系只看一借一贷的凭证；一借多贷、多借多贷的只看单个科目。红字（负数）按所在方向计。
  en: Pairs are those of entries with one debit and one credit account; others are judged by account alone. Negative amounts stay on their side.
since: 0.1.0
*/
WITH entries AS (
    SELECT
        entry_no, unit_id, EXTRACT(YEAR FROM posted_on) AS year,
        MIN(CASE WHEN debit <> 0 THEN account END) AS debit_account,
        MIN(CASE WHEN credit <> 0 THEN account END) AS credit_account,
        -- One account on either side makes a pair.
        MIN(CASE WHEN debit <> 0 THEN account END) = MAX(CASE WHEN debit <> 0 THEN account END)
        AND MIN(CASE WHEN credit <> 0 THEN account END) = MAX(CASE WHEN credit <> 0 THEN account END) AS is_pair
    FROM journal_lines
    GROUP BY entry_no, unit_id, EXTRACT(YEAR FROM posted_on)
),
pairings AS (
    SELECT unit_id, year, is_pair, debit_account, credit_account, COUNT(*) AS pair_entries
    FROM entries
    GROUP BY unit_id, year, is_pair, debit_account, credit_account
),
busy_years AS (
    SELECT unit_id, year
    FROM pairings
    GROUP BY unit_id, year
    HAVING SUM(pair_entries) >= $enough
),
seldom_pairs AS (
    SELECT unit_id, year, debit_account, credit_account, pair_entries
    FROM pairings
    WHERE is_pair AND pair_entries < $seldom
),
seldom_entries AS (
    SELECT e.entry_no, e.unit_id, e.year, e.debit_account, e.credit_account, p.pair_entries
    FROM entries AS e
    JOIN seldom_pairs AS p
        ON p.unit_id = e.unit_id AND p.year = e.year
        AND p.debit_account = e.debit_account AND p.credit_account = e.credit_account
    WHERE e.is_pair
),
few_lines AS (
    -- Lines of equal number stand in different entries: an account with many of them is no seldom one, which is cheap to see.
    SELECT unit_id, year, account
    FROM (
        SELECT unit_id, EXTRACT(YEAR FROM posted_on) AS year, account, COUNT(*) AS entries
        FROM journal_lines
        GROUP BY unit_id, EXTRACT(YEAR FROM posted_on), account, line_no
    ) AS numbered
    GROUP BY unit_id, year, account
    HAVING MAX(entries) < $seldom
),
seldom_accounts AS (
    SELECT f.unit_id, f.year, f.account, COUNT(DISTINCT j.entry_no) AS account_entries
    FROM journal_lines AS j
    JOIN few_lines AS f
        ON f.unit_id = j.unit_id AND f.year = EXTRACT(YEAR FROM j.posted_on) AND f.account = j.account
    GROUP BY f.unit_id, f.year, f.account
    HAVING COUNT(DISTINCT j.entry_no) < $seldom
)
SELECT
    j.entry_no,
    j.line_no,
    CASE
        WHEN j.account IS NULL OR j.posted_on IS NULL OR j.unit_id IS NULL THEN 'cannot_judge'
        WHEN b.unit_id IS NULL THEN 'not_applicable'
        WHEN a.account IS NOT NULL OR e.entry_no IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    COALESCE(j.debit, 0) + COALESCE(j.credit, 0) AS amount,
    j.entry_no AS case_key,
    j.posted_on,
    j.account,
    a.account_entries,
    e.debit_account,
    e.credit_account,
    e.pair_entries,
    CASE
        WHEN a.account IS NOT NULL THEN '该科目全年只用于' || CAST(a.account_entries AS VARCHAR) || '张凭证'
        WHEN e.entry_no IS NOT NULL
            THEN '借' || e.debit_account || '贷' || e.credit_account || '全年只有' || CAST(e.pair_entries AS VARCHAR) || '张'
        ELSE '科目、日期或单位不明'
    END AS finding_zh,
    CASE
        WHEN a.account IS NOT NULL THEN CAST(a.account_entries AS VARCHAR) || ' entries of the year use it'
        WHEN e.entry_no IS NOT NULL
            THEN CAST(e.pair_entries AS VARCHAR) || ' entries of the year debit ' || e.debit_account || ' and credit ' || e.credit_account
        ELSE 'account, day or unit is unknown'
    END AS finding_en,
    $seldom AS seldom
FROM journal_lines AS j
LEFT JOIN busy_years AS b ON b.unit_id = j.unit_id AND b.year = EXTRACT(YEAR FROM j.posted_on)
LEFT JOIN seldom_accounts AS a
    ON a.unit_id = j.unit_id AND a.year = EXTRACT(YEAR FROM j.posted_on) AND a.account = j.account
LEFT JOIN seldom_entries AS e
    ON e.entry_no = j.entry_no AND e.unit_id = j.unit_id AND e.year = EXTRACT(YEAR FROM j.posted_on)
