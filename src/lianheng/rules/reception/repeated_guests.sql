/*
id: reception.repeated_guests
title: {zh: 同一单位当月多次来访, en: The same guests many times in a month}
subject: receptions
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 同一单位一个月内反复接待，可能是拆分用餐，也可能是虚列接待。
  en: Receiving one unit again and again within a month may hide split meals or visits that never were.
message:
  zh: "{month}接待{guest_unit}{visits}批，超过每月{allowed}批；本批为{held_on}。"
  en: "{guest_unit} was received {visits} times in {month}, more than {allowed}; this time on {held_on}."
assumptions:
  zh: 按自然月和来访单位名称计批；同一公函、没有公函的同一天为一批。批数由本单位设定。
  en: Counted by calendar month and the guests' name; one letter, or without letters one day, is one visit. The bureau sets the number.
since: 0.1.0
*/
WITH visits AS (
    SELECT
        reception_id, unit_id, TRIM(guest_unit) AS guest_unit, held_on,
        STRFTIME(held_on, '%Y-%m') AS month,
        COALESCE(NULLIF(TRIM(letter_no), ''), CAST(held_on AS VARCHAR)) AS visit
    FROM receptions
),
counted AS (
    SELECT unit_id, guest_unit, month, COUNT(DISTINCT visit) AS visits
    FROM visits
    GROUP BY unit_id, guest_unit, month
)
SELECT
    v.reception_id,
    CASE WHEN v.unit_id IS NULL OR v.held_on IS NULL OR v.guest_unit IS NULL OR v.guest_unit = '' OR l.value IS NULL
             THEN 'cannot_judge'
         WHEN c.visits > l.value THEN 'fail'
         ELSE 'pass' END AS outcome,
    CAST(NULL AS DECIMAL(18,2)) AS amount,
    COALESCE(v.unit_id || '|' || v.guest_unit || '|' || v.month, v.reception_id) AS case_key,
    v.held_on, v.guest_unit, v.month, c.visits, l.value AS allowed
FROM visits AS v
LEFT JOIN counted AS c ON c.unit_id = v.unit_id AND c.guest_unit = v.guest_unit AND c.month = v.month
LEFT JOIN limits AS l
    ON l.unit_id = v.unit_id AND l.limit_id = 'reception_repeat_per_month'
    AND v.held_on BETWEEN l.valid_from AND l.valid_to
