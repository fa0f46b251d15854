/*
id: journal.unbalanced
title: {zh: 会计分录借贷不平, en: Journal entry out of balance}
subject: journal_lines
severity: red
basis:
  - {document: 中华人民共和国会计法, article: "", from: 2000-07-01, mark: K}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 每笔分录的借方合计必须等于贷方合计，差一分也说明记账出了错或被改动。
  en: Debits and credits of an entry must be equal; a difference of one fen means an error or an alteration.
message:
  zh: 凭证{entry_no}借方合计{debits}元，贷方合计{credits}元，相差{difference}元。
  en: Entry {entry_no} debits {debits} and credits {credits} yuan, a difference of {difference}.
assumptions:
  zh: 同一单位、同一凭证号的各行属于同一笔分录；差额记在首行，避免重复计算。
  en: Lines of one unit with one entry number are one entry; the difference stands on its first line so that it is counted once.
since: 0.1.0
*/
WITH entries AS (
    SELECT
        unit_id, entry_no, MIN(line_no) AS first_line,
        SUM(debit) AS debits, SUM(credit) AS credits,
        COUNT(*) - COUNT(debit) + COUNT(*) - COUNT(credit) AS blanks
    FROM journal_lines
    GROUP BY unit_id, entry_no
)
SELECT
    l.entry_no, l.line_no,
    CASE
        WHEN e.blanks IS NULL OR e.blanks > 0 THEN 'cannot_judge'
        WHEN e.debits <> e.credits THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN l.line_no = e.first_line THEN ABS(e.debits - e.credits) END AS amount,
    l.unit_id || '|' || l.entry_no AS case_key,
    e.debits, e.credits, ABS(e.debits - e.credits) AS difference
FROM journal_lines AS l
LEFT JOIN entries AS e ON e.unit_id = l.unit_id AND e.entry_no = l.entry_no
