/*
id: responsibility.plans_with_clause
title: {zh: 同部署廉政要求, en: With an integrity clause}
section: 一（三）一是
table: activities
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: say
definition:
  zh: 当年召开的业务会议和业务部署中，登记了同步部署廉政要求的。
  en: Business meetings of the year that also dealt with integrity.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'business_meeting' AND integrity_clause
