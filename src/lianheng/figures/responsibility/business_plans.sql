/*
id: responsibility.business_plans
title: {zh: 业务部署, en: Business plans and meetings}
section: 一（三）一是
table: activities
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: omit
definition:
  zh: 当年召开的业务会议和业务部署。
  en: Business meetings held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'business_meeting'
