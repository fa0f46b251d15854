/*
id: study.documents_on_time
title: {zh: 按期传达文件, en: Documents conveyed on time}
section: 一（一）一是
table: documents
measure: count
unit: {zh: 件, en: documents}
phrase: exact
zero: say
definition:
  zh: 已传达文件中，首次传达不晚于传达期限的文件；没有规定期限的，传达即为按期。
  en: "Of the documents conveyed, those first conveyed by their due date; without a due date any day is in time."
since: 0.1.0
*/
WITH conveyed AS (
    SELECT a.document_id, MIN(a.held_on) AS first_on
    FROM activities AS a
    CROSS JOIN run
    WHERE a.held_on <= run.as_at
    GROUP BY a.document_id
)
SELECT d.document_id
FROM documents AS d
JOIN conveyed AS c ON c.document_id = d.document_id
WHERE c.first_on <= COALESCE(d.convey_due_on, c.first_on)
