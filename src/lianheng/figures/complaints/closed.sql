/*
id: complaints.closed
title: {zh: 办结信访举报, en: Complaints closed}
section: 一（四）三是
table: complaints
measure: count
unit: {zh: 件, en: complaints}
phrase: exact
zero: say
definition:
  zh: 当年受理的信访举报中，截至运行日已办结的。
  en: "Complaints received in the year and closed by the run's day."
since: 0.1.0
*/
SELECT c.complaint_id
FROM complaints AS c
CROSS JOIN run
WHERE c.closed_on <= run.as_at
