/*
id: education.circulars_received
title: {zh: 收到通报, en: Circulars received}
section: 一（二）二是
table: documents
measure: count
unit: {zh: 份, en: circulars}
phrase: exact
zero: say
definition:
  zh: 当年收到的通报和典型案例通报。
  en: Circulars and case bulletins received in the year.
since: 0.1.0
*/
SELECT document_id
FROM documents
WHERE kind IN ('circular', 'case_bulletin')
