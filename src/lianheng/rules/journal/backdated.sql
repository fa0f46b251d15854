/*
id: journal.backdated
title: {zh: 倒签、结账后补录, en: Backdated or entered after the close}
subject: journal_lines
severity: yellow
basis:
  - {document: 中华人民共和国会计法, article: 第十三条、第十五条, from: 2017-11-05, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, article: 第十三条、第十五条, from: 2024-07-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 分录应当及时登记；日期倒签、早已过去的期间又添分录，是改动已报数字的常见办法。
  en: Entries are made in time. Backdating, or adding to a period long past, is a common way of changing figures already reported.
message:
  zh: "凭证{entry_no}记账日期{posted_on}、期间{period}，录入于{entered_on}：距记账日{days_after}天，距期末{days_after_period}天（界限{line}天）。"
  en: "Entry {entry_no}, posted on {posted_on} in period {period}, was entered on {entered_on}: {days_after} days after posting, {days_after_period} days after the period's end (line {line} days)."
assumptions:
  zh: 期间写作“年-月”时以该月末为期末，写法不同的只看记账日期；年终结账的调整分录也会列出，由人核对。
  en: A period written year-month ends with the month; others are judged by the posting day alone. Adjustments of the annual closing are listed too and must be checked.
since: 0.1.0
*/
WITH entered AS (
    SELECT
        j.entry_no, j.line_no, j.posted_on, j.period, j.entered_at, j.debit, j.credit, l.value AS line,
        CAST(CAST(j.entered_at AS TIMESTAMP) AS DATE) AS entered_on,
        LAST_DAY(TRY_CAST(j.period || '-01' AS DATE)) AS period_end
    FROM journal_lines AS j
    LEFT JOIN limits AS l
        ON l.limit_id = 'backdated_days' AND l.unit_id = j.unit_id AND j.posted_on BETWEEN l.valid_from AND l.valid_to
),
late AS (
    SELECT
        entry_no, line_no, posted_on, period, entered_at, debit, credit, entered_on, line,
        DATE_DIFF('day', posted_on, entered_on) AS days_after,
        DATE_DIFF('day', period_end, entered_on) AS days_after_period
    FROM entered
)
SELECT
    entry_no,
    line_no,
    CASE
        WHEN posted_on IS NULL OR entered_at IS NULL OR line IS NULL THEN 'cannot_judge'
        WHEN days_after > line OR days_after_period > line THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    COALESCE(debit, 0) + COALESCE(credit, 0) AS amount,
    entry_no AS case_key,
    posted_on,
    period,
    entered_on,
    days_after,
    days_after_period,
    CAST(line AS INTEGER) AS line
FROM late
