/*
id: audit.internal_audits
title: {zh: 内部审计, en: Internal audits}
section: 一（三）三是
table: inspections
measure: count
unit: {zh: 次, en: audits}
phrase: exact
zero: gap
period: until
definition:
  zh: 本单位人员当年完成的内部审计，不论查哪个单位，包括上年计划、当年完成的；运行日后完成的不计。
  en: "Internal audits that the unit's people finished in the year by the run's day, in whichever unit, also those planned the year before."
since: 0.1.0
*/
SELECT i.inspection_id
FROM inspections AS i
CROSS JOIN run
WHERE i.kind = 'internal_audit'
    AND i.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM i.done_on) = run.year)
