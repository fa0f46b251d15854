/*
id: organisation.talks
title: {zh: 谈心谈话, en: Talks held}
section: 一（一）三是
table: talks
measure: count
unit: {zh: 人次, en: talks}
phrase: approximate
zero: gap
definition:
  zh: 当年的全部谈心谈话，按谈话对象所在单位统计。
  en: "Every talk of the year, counted for the unit of the person talked with."
since: 0.1.0
*/
SELECT talk_id
FROM talks
