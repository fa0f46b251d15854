/*
id: study.documents_on_time_rate
title: {zh: 按期传达率, en: Share conveyed on time}
section: 一（一）一是
table: documents
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 按期传达的文件占运行日前传达期限已到的文件之比；没有规定期限的不计入。
  en: "Documents conveyed by their due date over those whose due date has come by the run's day; documents without one are left out."
since: 0.1.0
*/
WITH conveyed AS (
    SELECT a.document_id, MIN(a.held_on) AS first_on
    FROM activities AS a
    CROSS JOIN run
    WHERE a.held_on <= run.as_at
    GROUP BY a.document_id
)
SELECT d.document_id, COALESCE(c.first_on <= d.convey_due_on, FALSE) AS counted
FROM documents AS d
CROSS JOIN run
LEFT JOIN conveyed AS c ON c.document_id = d.document_id
WHERE d.convey_due_on <= run.as_at
