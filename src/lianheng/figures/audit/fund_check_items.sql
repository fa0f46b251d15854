/*
id: audit.fund_check_items
title: {zh: 检查分配事项, en: Items checked}
section: 一（三）三是
table: inspections
measure: sum
unit: {zh: 笔, en: items}
phrase: exact
zero: say
period: until
definition:
  zh: 本单位人员当年完成的专项资金分配检查（不论查哪个单位）所查事项、笔数合计。
  en: Items examined by the fund-allocation checks that the unit's people finished in the year, in whichever unit.
since: 0.1.0
*/
SELECT i.inspection_id, i.items AS value
FROM inspections AS i
CROSS JOIN run
WHERE i.kind = 'fund_allocation'
    AND i.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM i.done_on) = run.year)
