/*
id: study.documents_conveyed
title: {zh: 传达学习文件, en: Documents conveyed}
section: 一（一）一是
table: documents
measure: count
unit: {zh: 件, en: documents}
phrase: exact
zero: say
definition:
  zh: 当年收到的文件中，截至运行日已有活动传达或学习的文件；看活动登记的学习文件，文件不分单位登记，任一活动都算。
  en: "Of the documents received in the year, those that an activity has conveyed or studied by the run's day. Documents belong to no unit, so any activity that names one counts."
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
