/*
id: reception.no_list
title: {zh: 无接待清单, en: Reception without a list}
subject: receptions
severity: orange
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, from: 2013-12-08, mark: V}
  - {document: 党政机关厉行节约反对浪费条例（2025年修订）, from: 2025-05-18, mark: V}
why:
  zh: 接待清单如实写明接待对象、活动、场所、费用和陪同人员，是报销凭证之一，没有清单的不予报销。
  en: The list names guests, activities, places, costs and companions; it is one of the vouchers, without which nothing is refunded.
message:
  zh: "{held_on}接待{guest_unit}，来宾{guests}人，接待费{total}元，没有签字的接待清单。"
  en: "On {held_on} {guests} guests of {guest_unit} were received at {total} yuan without a signed list."
exclusions:
  zh: 规定施行前的接待不适用。
  en: Receptions before the rule took effect.
since: 0.1.0
*/
SELECT
    r.reception_id,
    CASE WHEN r.held_on IS NULL OR r.unit_id IS NULL THEN 'cannot_judge'
         WHEN l.value IS NULL OR l.value = 0 THEN 'not_applicable'
         WHEN r.list_attached IS NULL THEN 'cannot_judge'
         WHEN NOT r.list_attached THEN 'fail'
         ELSE 'pass' END AS outcome,
    r.total AS amount,
    r.reception_id AS case_key,
    r.held_on, r.guest_unit, r.guests, r.total
FROM receptions AS r
LEFT JOIN limits AS l
    ON l.unit_id = r.unit_id AND l.limit_id = 'reception_list_required' AND r.held_on BETWEEN l.valid_from AND l.valid_to
