/*
id: responsibility.integrity_meetings
title: {zh: 党风廉政建设专题会议, en: Special integrity meetings}
section: 一（三）一是
table: activities
measure: count
unit: {zh: 次, en: meetings}
phrase: exact
zero: gap
definition:
  zh: 当年召开的党风廉政建设专题会议。
  en: Special meetings on integrity held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'integrity_meeting'
