/*
id: journal.unbalanced
title: {zh: 借贷不平, en: Debits and credits do not balance}
subject: journal_lines
severity: red
basis:
  - {document: 中华人民共和国会计法, article: 第十三条、第十五条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十三条、第十五条, from: 2024-07-01, mark: L}
why:
  zh: 有借必有贷，借贷必相等；不平的分录不是漏录、错录，就是账被改过。
  en: Every debit has its credit. An entry that does not balance has lost a line, holds a wrong one, or was altered.
message:
  zh: "{posted_on}凭证{entry_no}借方{debits}元、贷方{credits}元，相差{difference}元。"
  en: "Entry {entry_no} of {posted_on} has debits of {debits} and credits of {credits} yuan, {difference} yuan apart."
assumptions:
  zh: 金额精确到分，相差一分即为不平；差额只记在分录的第一行。
  en: Amounts are exact to the fen and one fen is a difference; it is shown as the amount of the entry's first line.
since: 0.1.0
*/
WITH entries AS (
    SELECT
        entry_no,
        SUM(debit) AS debits,
        SUM(credit) AS credits,
        MIN(line_no) AS first_line,
        2 * COUNT(*) - COUNT(debit) - COUNT(credit) AS unknown_amounts
    FROM journal_lines
    GROUP BY entry_no
    HAVING SUM(debit) <> SUM(credit) OR COUNT(debit) < COUNT(*) OR COUNT(credit) < COUNT(*)
)
SELECT
    j.entry_no,
    j.line_no,
    CASE
        WHEN e.entry_no IS NULL THEN 'pass'
        WHEN e.unknown_amounts > 0 THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN j.line_no = e.first_line THEN ABS(e.debits - e.credits) END AS amount,
    j.entry_no AS case_key,
    j.posted_on,
    e.debits,
    e.credits,
    e.debits - e.credits AS difference
FROM journal_lines AS j
LEFT JOIN entries AS e ON e.entry_no = j.entry_no
