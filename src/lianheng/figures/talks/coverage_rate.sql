/*
id: talks.coverage_rate
title: {zh: 应谈对象覆盖率, en: Coverage of required talks}
section: 一（二）三是
table: required_talks
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 当年应谈对象（主要负责人谈分管领导、分管领导谈部门负责人、部门负责人谈科室人员）中已谈话的占比。
  en: "Of those who must be talked with in the year (deputies by the chief, heads by deputies, staff by heads), the share who were."
since: 0.1.0
*/
SELECT requirement_id, talks > 0 AS counted
FROM required_talks
