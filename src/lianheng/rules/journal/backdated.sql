/*
id: journal.backdated
title: {zh: 会计分录补记过晚, en: Journal entry entered long after its date}
subject: journal_lines
severity: yellow
basis:
  - {document: 中华人民共和国会计法, article: "", from: 2000-07-01, mark: K}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 记账日期之后很久才录入的分录，常是结账后的补记或倒填日期。
  en: An entry typed in long after its posting date is often made after the books were closed, or dated back.
message:
  zh: 凭证{entry_no}记账日期{posted_on}，录入日期{entered_on}，相隔{days}天，限{allowed}天。
  en: Entry {entry_no} is posted on {posted_on} and was entered on {entered_on}, {days} days later; at most {allowed}.
assumptions:
  zh: 录入早于记账日期的属预先录入，不在此列。
  en: Entries typed in before their posting date are prepared ahead and pass.
since: 0.1.0
*/
WITH dated AS (
    SELECT
        l.entry_no, l.line_no, l.unit_id, l.posted_on, CAST(l.entered_at AS DATE) AS entered_on,
        a.value AS allowed
    FROM journal_lines AS l
    LEFT JOIN limits AS a
        ON a.unit_id = l.unit_id AND a.limit_id = 'backdated_days' AND l.posted_on BETWEEN a.valid_from AND a.valid_to
)
SELECT
    entry_no, line_no,
    CASE
        WHEN posted_on IS NULL OR entered_on IS NULL OR allowed IS NULL THEN 'cannot_judge'
        WHEN DATE_DIFF('day', posted_on, entered_on) > allowed THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    unit_id || '|' || entry_no AS case_key,
    posted_on, entered_on, DATE_DIFF('day', posted_on, entered_on) AS days, CAST(allowed AS INTEGER) AS allowed
FROM dated
