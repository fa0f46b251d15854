/*
id: journal.seldom_pair
title: {zh: 少见的借贷科目组合, en: Seldom used pair of accounts}
subject: journal_lines
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 一年里很少出现的借贷科目组合，常是错用科目或绕开正常流程，值得看一眼凭证。
  en: A pair of debit and credit accounts that hardly occurs in a year is often a wrong account or a way round the usual course.
message:
  zh: "借“{debit_account}”贷“{credit_account}”在{year}年只出现{entries}次。"
  en: The pair debit {debit_account}, credit {credit_account} occurs in only {entries} entries of {year}.
parameters:
  fewer_than: {default: 3, zh: 一年少于几次算少见, en: Entries a year below which a pair is seldom}
  entries_from: {default: 100, zh: 一年至少有多少笔分录才判断, en: Entries a year from which pairs are judged}
exclusions:
  zh: 全年分录太少的单位，少见说明不了什么。
  en: Units with few entries a year, where seldom means nothing.
assumptions:
  zh: 一笔分录的每个借方科目与每个贷方科目构成一个组合；一行涉及几个少见组合时，报最少见的一个。
  en: Each debit account of an entry pairs with each of its credit accounts; a line in several seldom pairs is told of the rarest.
since: 0.1.0
*/
WITH sides AS (
    SELECT
        unit_id, entry_no, account, EXTRACT(YEAR FROM posted_on) AS year,
        MAX(CASE WHEN debit <> 0 THEN 1 ELSE 0 END) AS debited,
        MAX(CASE WHEN credit <> 0 THEN 1 ELSE 0 END) AS credited
    FROM journal_lines
    GROUP BY unit_id, entry_no, account, EXTRACT(YEAR FROM posted_on)
),
pairs AS (
    SELECT d.unit_id, d.year, d.entry_no, d.account AS debit_account, c.account AS credit_account
    FROM sides AS d
    JOIN sides AS c ON c.unit_id = d.unit_id AND c.entry_no = d.entry_no AND c.year = d.year AND c.credited = 1
    WHERE d.debited = 1
),
volumes AS (
    SELECT unit_id, year, COUNT(DISTINCT entry_no) AS entries FROM sides GROUP BY unit_id, year
),
seldom AS (
    SELECT unit_id, year, debit_account, credit_account, COUNT(*) AS entries
    FROM pairs
    GROUP BY unit_id, year, debit_account, credit_account
    HAVING COUNT(*) < $fewer_than
),
touched AS (
    -- both accounts of a seldom pair, in the entries that have it
    SELECT p.unit_id, p.entry_no, p.debit_account AS account, s.debit_account, s.credit_account, s.entries
    FROM pairs AS p
    JOIN seldom AS s
        ON s.unit_id = p.unit_id AND s.year = p.year
        AND s.debit_account = p.debit_account AND s.credit_account = p.credit_account
    UNION ALL
    SELECT p.unit_id, p.entry_no, p.credit_account AS account, s.debit_account, s.credit_account, s.entries
    FROM pairs AS p
    JOIN seldom AS s
        ON s.unit_id = p.unit_id AND s.year = p.year
        AND s.debit_account = p.debit_account AND s.credit_account = p.credit_account
),
rarest AS (
    SELECT unit_id, entry_no, account, debit_account, credit_account, entries
    FROM (
        SELECT
            t.*,
            ROW_NUMBER() OVER (
                PARTITION BY unit_id, entry_no, account ORDER BY entries, debit_account, credit_account
            ) AS place
        FROM touched AS t
    ) AS ordered
    WHERE place = 1
)
SELECT
    l.entry_no, l.line_no,
    CASE
        WHEN l.posted_on IS NULL OR l.account IS NULL THEN 'cannot_judge'
        WHEN v.entries < $entries_from THEN 'not_applicable'
        WHEN r.entries IS NOT NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    l.unit_id || '|' || COALESCE(r.debit_account || '|' || r.credit_account, l.entry_no) AS case_key,
    r.debit_account, r.credit_account, r.entries, v.year
FROM journal_lines AS l
LEFT JOIN rarest AS r ON r.unit_id = l.unit_id AND r.entry_no = l.entry_no AND r.account = l.account
LEFT JOIN volumes AS v ON v.unit_id = l.unit_id AND v.year = EXTRACT(YEAR FROM l.posted_on)
