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
  zh: 当年活动学习过的党内法规，不论何时收文，列法规名称；文件不分单位登记，任一活动都算。
  en: "Party regulations that an activity of the year studied, whenever they were received. Documents belong to no unit, so any activity that names one counts."
since: 0.1.0
*/
WITH studied AS (
    SELECT DISTINCT a.document_id
    FROM activities AS a
    CROSS JOIN run
    WHERE run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year
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
