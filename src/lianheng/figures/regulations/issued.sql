/*
id: regulations.issued
title: {zh: 印发制度, en: Regulations issued}
section: 一（二）三是
table: regulations
measure: list
unit: {zh: 项, en: regulations}
phrase: list
zero: omit
definition:
  zh: 当年印发的制度，列制度名称，重名只列一次。
  en: "Titles of the regulations issued in the year, each once."
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
WHERE g.action = 'issued'
