/*
id: reception.no_letter
title: {zh: 无公函接待, en: Reception without a letter}
subject: receptions
severity: red
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, article: 第七条, from: 2013-12-08, mark: V}
  - {document: 党政机关厉行节约反对浪费条例（2025年修订）, from: 2025-05-18, mark: V}
why:
  zh: 公务接待凭派出单位公函，无公函的公务活动和来访人员一律不予接待，也不得报销。
  en: Guests are received on a letter of their unit; without one there is no reception and nothing to refund.
message:
  zh: "{held_on}接待{guest_unit}，来宾{guests}人，没有公函；接待费{total}元。"
  en: "On {held_on} {guests} guests of {guest_unit} were received without a letter, at {total} yuan."
exclusions:
  zh: 规定施行前的接待不适用。
  en: Receptions before the rule took effect.
assumptions:
  zh: 公函文号空白即没有公函。招商等商务接待另有审批，不应记入本表。
  en: A blank letter number means no letter. Business receptions of investors have their own approval and do not belong in this table.
since: 0.1.0
*/
SELECT
    r.reception_id,
    CASE WHEN r.held_on IS NULL OR r.unit_id IS NULL THEN 'cannot_judge'
         WHEN l.value IS NULL OR l.value = 0 THEN 'not_applicable'
         WHEN r.letter_no IS NULL OR TRIM(r.letter_no) = '' THEN 'fail'
         ELSE 'pass' END AS outcome,
    r.total AS amount,
    r.reception_id AS case_key,
    r.held_on, r.guest_unit, r.guests, r.total
FROM receptions AS r
LEFT JOIN limits AS l
    ON l.unit_id = r.unit_id AND l.limit_id = 'reception_letter_required' AND r.held_on BETWEEN l.valid_from AND l.valid_to
