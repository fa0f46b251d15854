/*
id: education.honours
title: {zh: 廉政文化荣誉, en: Honours}
section: 一（二）二是
table: honours
measure: list
unit: {zh: 项, en: honours}
phrase: list
zero: omit
definition:
  zh: 当年获得的荣誉和奖项，列名称、集体或个人、等次。
  en: "Honours and prizes of the year: title, whether collective or individual, and rank."
since: 0.1.0
*/
SELECT
    honour_id,
    CONCAT(
        title,
        CASE WHEN collective THEN '集体' WHEN NOT collective THEN '个人' ELSE '' END,
        COALESCE(rank, '')
    ) AS item
FROM honours
