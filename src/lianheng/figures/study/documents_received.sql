/*
id: study.documents_received
title: {zh: 收到上级文件, en: Superior documents received}
section: 一（一）一是
table: documents
measure: count
unit: {zh: 件, en: documents}
phrase: exact
zero: say
definition:
  zh: 当年收到的上级文件、会议精神和通报，不分类别。
  en: Superior documents of every kind received in the year.
since: 0.1.0
*/
SELECT document_id
FROM documents
