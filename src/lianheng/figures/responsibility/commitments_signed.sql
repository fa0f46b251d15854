/*
id: responsibility.commitments_signed
title: {zh: 签订承诺书, en: Commitments signed}
section: 一（三）一是
table: pledges
measure: count
unit: {zh: 份, en: commitments}
phrase: exact
zero: gap
definition:
  zh: 当年度的承诺书中，截至运行日已签订的。
  en: "Commitments of the year signed by the run's day."
since: 0.1.0
*/
SELECT g.pledge_id
FROM pledges AS g
CROSS JOIN run
WHERE g.kind = 'commitment' AND g.signed_on <= run.as_at
