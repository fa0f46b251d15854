SELECT entry_no, line_no, posted_on, entered_at
FROM journal_lines
WHERE DATE_DIFF('day', posted_on, CAST(entered_at AS DATE)) > 30
    OR DATE_DIFF('day', LAST_DAY(TRY_CAST(period || '-01' AS DATE)), CAST(entered_at AS DATE)) > 30
