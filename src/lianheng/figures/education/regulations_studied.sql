/*
id: education.regulations_studied
title: {zh: 学习党内法规, en: Regulations studied}
section: 一（二）一是
table: documents
measure: list
unit: {zh: 部, en: regulations}
phrase: list
zero: omit
period: all
definition:
  zh: 当年本单位活动学习过的党内法规，不论何时收文，列法规名称。
  en: "Party regulations that an activity of the unit studied in the year, whenever they were received."
since: 0.1.0
*/
WITH studied AS (
    SELECT DISTINCT a.document_id
    FROM activities AS a
    CROSS JOIN run
    WHERE (run.unit_id IS NULL OR a.unit_id = run.unit_id)
        AND (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year)
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
JOIN studied AS s ON s.document_id = d.document_id
WHERE d.kind = 'regulation'
