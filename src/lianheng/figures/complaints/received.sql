/*
id: complaints.received
title: {zh: 受理信访举报, en: Complaints received}
section: 一（四）三是
table: complaints
measure: count
unit: {zh: 件, en: complaints}
phrase: exact
zero: say
definition:
  zh: 当年受理的信访举报，台账不登记举报人和被举报人。
  en: Complaints received in the year; the ledger names neither who complained nor of whom.
since: 0.1.0
*/
SELECT complaint_id
FROM complaints
