/*
id: organisation.leader_matters_due
title: {zh: 领导干部应报告事项, en: "Leaders' matters due"}
section: 一（一）三是
table: declarations
measure: count
unit: {zh: 件, en: matters}
phrase: exact
zero: omit
definition:
  zh: 领导班子成员当年到期应报告的重大事项、个人有关事项和婚丧喜庆事项。
  en: "Matters of the chief and deputies (annual, single events, family events) due in the year."
since: 0.1.0
*/
SELECT d.declaration_id
FROM declarations AS d
JOIN people AS p ON p.person_id = d.person_id
WHERE p.role IN ('chief', 'deputy') AND d.kind IN ('annual_matters', 'event', 'family_event')
