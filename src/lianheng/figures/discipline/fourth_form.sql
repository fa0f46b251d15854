/*
id: discipline.fourth_form
title: {zh: 第四种形态, en: Fourth form}
section: 一（四）三是
table: actions
measure: count_distinct
unit: {zh: 人, en: people}
phrase: exact
zero: say
definition:
  zh: 当年被处理处分的人员中，当年最重处理为第四种形态的，每人计一次。
  en: "People whose gravest action of the year was of form 4, each once."
since: 0.1.0
*/
WITH gravest AS (
    SELECT c.action_id, c.person_id, c.form, MAX(c.form) OVER (PARTITION BY c.person_id) AS gravest_form
    FROM actions AS c
    CROSS JOIN run
    WHERE run.year IS NULL OR EXTRACT(YEAR FROM c.decided_on) = run.year
)
SELECT action_id, person_id AS item
FROM gravest
WHERE form = '4' AND gravest_form = '4'
