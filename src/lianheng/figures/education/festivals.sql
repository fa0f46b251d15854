/*
id: education.festivals
title: {zh: 应提醒节日, en: Festivals of the year}
section: 一（二）二是
table: festivals
measure: count
unit: {zh: 个, en: festivals}
phrase: exact
zero: gap
definition:
  zh: 当年的法定节日，节前应开展廉政提醒。
  en: "Statutory festivals of the year, each of which asks for a reminder before it."
since: 0.1.0
*/
SELECT festival_id
FROM festivals
