/*
id: study.four_histories_topics
title: {zh: 四史活动主题, en: Topics covered}
section: 一（一）一是
table: activities
measure: list
unit: {zh: 个主题, en: topics}
phrase: list
zero: omit
definition:
  zh: 名称或形式中写明学史明理、学史增信、学史崇德、学史力行的四史活动，按主题分列次数；一次活动可涉及多个主题。
  en: "Four-histories activities whose title or form names one of the four topics, with the number of each; one activity may cover several."
since: 0.1.0
*/
WITH topics AS (
    SELECT topic
    FROM (VALUES ('学史明理'), ('学史增信'), ('学史崇德'), ('学史力行')) AS t (topic)
),
named AS (
    SELECT a.activity_id, t.topic
    FROM activities AS a
    CROSS JOIN run
    CROSS JOIN topics AS t
    WHERE a.kind = 'four_histories'
        AND STRPOS(CONCAT_WS(' ', a.title, a.subkind), t.topic) > 0
        AND (run.unit_id IS NULL OR a.unit_id = run.unit_id)
        AND (run.year IS NULL OR EXTRACT(YEAR FROM a.held_on) = run.year)
)
SELECT activity_id, topic || CAST(COUNT(*) OVER (PARTITION BY topic) AS VARCHAR) || '次' AS item
FROM named
