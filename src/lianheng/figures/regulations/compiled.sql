/*
id: regulations.compiled
title: {zh: 汇编制度, en: Regulations compiled}
section: 一（四）二是
table: regulations
measure: list
unit: {zh: 项, en: regulations}
phrase: list
zero: omit
definition:
  zh: 当年汇编的制度，列制度名称，重名只列一次。
  en: "Titles of the regulations compiled in the year, each once."
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
WHERE g.action = 'compiled'
