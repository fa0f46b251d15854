WITH entries AS (
    SELECT unit_id, entry_no, SUM(debit) AS debits, SUM(credit) AS credits
    FROM journal_lines
    GROUP BY ALL
    HAVING SUM(debit) <> SUM(credit)
)
SELECT l.entry_no, l.line_no, e.debits, e.credits
FROM journal_lines AS l
JOIN entries AS e ON e.unit_id = l.unit_id AND e.entry_no = l.entry_no
