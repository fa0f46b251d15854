/*
id: duties.platform_items
title: {zh: 线上学习推送, en: Platform items}
section: 一（一）二是
table: activities
measure: count
unit: {zh: 期, en: items}
phrase: exact
zero: omit
definition:
  zh: 当年形式为线上的活动，不分类别。
  en: "Activities of the year held online, of any kind."
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE subkind = 'online'
