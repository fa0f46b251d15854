/*
id: plans.regulations_due
title: {zh: 待修订制度, en: Regulations due for revision}
section: 三
table: regulations
measure: list
unit: {zh: 项, en: regulations}
phrase: list
zero: omit
period: until
definition:
  zh: 截至年末有效、上位依据已变动且变动当天起未再修订、重新印发或废止的制度，列制度名称；名称去掉书名号和末尾（试行）（修订）等字样后相同的视为同一制度。
  en: "Titles of regulations in force at the year's end whose basis has changed without a revision, new issue or repeal from that day on. Titles that agree but for title marks and a closing version word are the same regulation."
since: 0.1.0
*/
WITH reckoning AS (
    SELECT LEAST(as_at, COALESCE(MAKE_DATE(year, 12, 31), as_at)) AS on_day
    FROM run
),
known AS (
    SELECT
        g.regulation_id, g.title, g.action, g.issued_on, g.effective_on, g.ends_on, g.basis_changed_on, r.on_day,
        REGEXP_REPLACE(
            REPLACE(REPLACE(g.title, '《', ''), '》', ''), '[（(][^（()）]*(试行|暂行|修订|修正|版)[^（()）]*[）)]$', ''
        ) AS name
    FROM regulations AS g
    CROSS JOIN reckoning AS r
    WHERE g.issued_on <= r.on_day
),
acts AS (
    SELECT
        name,
        MAX(CASE WHEN action IN ('issued', 'revised', 'repealed') THEN issued_on END) AS last_changed_on,
        MAX(CASE WHEN action = 'repealed' THEN issued_on END) AS last_repealed_on
    FROM known
    GROUP BY name
)
SELECT
    g.regulation_id,
    REPLACE(REPLACE(
        CASE
            WHEN g.title LIKE '《%》' AND STRPOS(SUBSTR(g.title, 2), '《') = 0
                THEN SUBSTR(g.title, 2, LENGTH(g.title) - 2)
            ELSE g.title
        END, '《', '〈'), '》', '〉') AS item
FROM known AS g
JOIN acts AS a ON a.name = g.name
WHERE g.action <> 'repealed'
    AND g.effective_on <= g.on_day AND (g.ends_on IS NULL OR g.ends_on >= g.on_day)
    AND g.basis_changed_on <= g.on_day
    AND (a.last_changed_on IS NULL OR a.last_changed_on < g.basis_changed_on)
    AND (a.last_repealed_on IS NULL OR a.last_repealed_on < g.issued_on)
