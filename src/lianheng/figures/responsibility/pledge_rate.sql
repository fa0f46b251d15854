/*
id: responsibility.pledge_rate
title: {zh: 责任书承诺书签订率, en: Share signed}
section: 一（三）一是
table: required_pledges
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年应签责任书、承诺书中，截至运行日已按现任职务签订的占比。
  en: "Of the letters and commitments owed in the year, the share signed, in the present post, by the run's day."
since: 0.1.0
*/
SELECT q.requirement_id, COALESCE(q.signed_on <= run.as_at, FALSE) AS counted
FROM required_pledges AS q
CROSS JOIN run
