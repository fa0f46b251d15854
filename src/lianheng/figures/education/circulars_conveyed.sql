/*
id: education.circulars_conveyed
title: {zh: 传达通报, en: Circulars conveyed}
section: 一（二）二是
table: documents
measure: list
unit: {zh: 份, en: circulars}
phrase: list
zero: say
definition:
  zh: 当年收到的通报中，截至运行日已有活动传达或学习的，列通报标题。
  en: "Of the circulars received in the year, the titles of those that an activity has conveyed by the run's day."
since: 0.1.0
*/
WITH conveyed AS (
    SELECT a.document_id, MIN(a.held_on) AS first_on
    FROM activities AS a
    CROSS JOIN run
    WHERE a.held_on <= run.as_at
    GROUP BY a.document_id
)
SELECT
    d.document_id,
    REPLACE(REPLACE(
        CASE
            WHEN d.title LIKE '《%》' AND STRPOS(SUBSTR(d.title, 2), '《') = 0
                THEN SUBSTR(d.title, 2, LENGTH(d.title) - 2)
            ELSE d.title
        END, '《', '〈'), '》', '〉') AS item
FROM documents AS d
JOIN conveyed AS c ON c.document_id = d.document_id
WHERE d.kind IN ('circular', 'case_bulletin')
