/*
id: study.four_histories_missing
title: {zh: 四史缺项主题, en: Topics missing}
section: 一（一）一是
table: units
measure: list
unit: {zh: 项, en: topics}
phrase: list
zero: omit
definition:
  zh: 当年开展过四史活动但四个主题未全覆盖的，列出缺少的主题；主题看活动名称和形式。
  en: "For a unit that held four-histories activities in the year but not on all four topics, the topics missing."
since: 0.1.0
*/
WITH named AS (
    SELECT a.unit_id, CONCAT_WS(' ', a.title, a.subkind) AS words
    FROM activities AS a
    CROSS JOIN run
    WHERE a.kind = 'four_histories' AND (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year)
),
missed AS (
    SELECT
        unit_id,
        CONCAT_WS(
            '、',
            CASE WHEN MAX(STRPOS(words, '学史明理')) = 0 THEN '学史明理' END,
            CASE WHEN MAX(STRPOS(words, '学史增信')) = 0 THEN '学史增信' END,
            CASE WHEN MAX(STRPOS(words, '学史崇德')) = 0 THEN '学史崇德' END,
            CASE WHEN MAX(STRPOS(words, '学史力行')) = 0 THEN '学史力行' END
        ) AS item
    FROM named
    GROUP BY unit_id
)
SELECT u.unit_id, m.item
FROM units AS u
JOIN missed AS m ON m.unit_id = u.unit_id
WHERE m.item <> ''
