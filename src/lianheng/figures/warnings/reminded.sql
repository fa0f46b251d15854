/*
id: warnings.reminded
title: {zh: 谈话提醒, en: People reminded}
section: 一（二）三是
table: talks
measure: count
unit: {zh: 人次, en: talks}
phrase: exact
zero: omit
definition:
  zh: 当年类型为提醒谈话的谈话。
  en: Talks of the year of the kind reminder.
since: 0.1.0
*/
SELECT talk_id
FROM talks
WHERE kind = 'reminder'
