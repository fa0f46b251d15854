/*
id: responsibility.items
title: {zh: 主体责任清单, en: Duty-list items}
section: 一（三）一是
table: duties
measure: count
unit: {zh: 项, en: items}
phrase: exact
zero: gap
definition:
  zh: 当年责任清单中由组织、主要负责人、分管领导承担的事项。
  en: "Items of the year's list owed by the organisation, the chief and the deputies."
since: 0.1.0
*/
SELECT duty_id
FROM duties
WHERE holder_kind IN ('organisation', 'chief', 'deputy')
