/*
id: audit.fund_checks
title: {zh: 专项资金分配检查, en: Fund-allocation checks}
section: 一（三）三是
table: inspections
measure: count
unit: {zh: 次, en: checks}
phrase: exact
zero: gap
period: until
definition:
  zh: 本单位人员当年完成的专项资金分配检查，不论查哪个单位，包括上年计划、当年完成的。
  en: "Fund-allocation checks that the unit's people finished in the year, in whichever unit, also those planned the year before."
since: 0.1.0
*/
SELECT i.inspection_id
FROM inspections AS i
CROSS JOIN run
WHERE i.kind = 'fund_allocation'
    AND i.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM i.done_on) = run.year)
