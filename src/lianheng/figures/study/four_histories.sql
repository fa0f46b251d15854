/*
id: study.four_histories
title: {zh: 四史学习教育活动, en: Four-histories activities}
section: 一（一）一是
table: activities
measure: count
unit: {zh: 次, en: activities}
phrase: exact
zero: omit
definition:
  zh: 当年开展的党史、新中国史、改革开放史、社会主义发展史学习教育活动。
  en: Activities on the four histories held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind = 'four_histories'
