/*
id: responsibility.letters_signed
title: {zh: 签订责任书, en: Responsibility letters signed}
section: 一（三）一是
table: pledges
measure: count
unit: {zh: 份, en: letters}
phrase: exact
zero: gap
definition:
  zh: 当年度的责任书中，截至运行日已签订的。
  en: "Responsibility letters of the year signed by the run's day."
since: 0.1.0
*/
SELECT g.pledge_id
FROM pledges AS g
CROSS JOIN run
WHERE g.kind = 'responsibility' AND g.signed_on <= run.as_at
