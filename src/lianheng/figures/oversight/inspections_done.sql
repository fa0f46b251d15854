/*
id: oversight.inspections_done
title: {zh: 完成监督检查, en: Inspections done}
section: 一（四）三是
table: inspections
measure: count
unit: {zh: 次, en: inspections}
phrase: exact
zero: say
definition:
  zh: 计划日期在当年、由本单位人员开展的监督检查中，截至运行日已完成的。
  en: "Inspections that the unit's people planned for the year and had done by the run's day."
since: 0.1.0
*/
SELECT i.inspection_id
FROM inspections AS i
CROSS JOIN run
WHERE i.done_on <= run.as_at
