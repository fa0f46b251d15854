/*
id: organisation.leader_matters_on_time
title: {zh: 领导干部按时报告事项, en: "Leaders' matters on time"}
section: 一（一）三是
table: declarations
measure: count
unit: {zh: 件, en: matters}
phrase: exact
zero: say
definition:
  zh: 领导班子成员当年到期的应报告事项中，截至运行日已填报、填报日期不晚于应报日期的。
  en: "Matters of the chief and deputies due in the year that were filed by their due date and by the run's day."
since: 0.1.0
*/
SELECT d.declaration_id
FROM declarations AS d
JOIN people AS p ON p.person_id = d.person_id
CROSS JOIN run
WHERE p.role IN ('chief', 'deputy') AND d.kind IN ('annual_matters', 'event', 'family_event')
    AND d.filed_on <= d.due_on AND d.filed_on <= run.as_at
