/*
id: regulations.revised
title: {zh: 修订制度, en: Regulations revised}
section: 一（一）二是
table: regulations
measure: list
unit: {zh: 项, en: regulations}
phrase: list
zero: omit
definition:
  zh: 当年修订的制度，列制度名称，重名只列一次。
  en: "Titles of the regulations revised in the year, each once."
since: 0.1.0
*/
SELECT
    g.regulation_id,
    REPLACE(REPLACE(
        CASE
            WHEN g.title LIKE '《%》' AND STRPOS(SUBSTR(g.title, 2), '《') = 0
                THEN SUBSTR(g.title, 2, LENGTH(g.title) - 2)
            ELSE g.title
        END, '《', '〈'), '》', '〉') AS item
FROM regulations AS g
WHERE g.action = 'revised'
