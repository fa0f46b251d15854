/*
id: reception.too_many_hosts
title: {zh: 陪餐人数超标准, en: Too many hosts at table}
subject: receptions
severity: orange
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, article: 第十条, from: 2013-12-08, mark: V}
why:
  zh: 接待对象在10人以内的，陪餐不得超过3人；超过10人的，不得超过接待对象人数的三分之一。
  en: Up to ten guests may be accompanied by three hosts at table, more than ten by a third of their number.
message:
  zh: "{held_on}接待{guest_unit}，来宾{guests}人，陪餐{hosts}人，上限{allowed}人。"
  en: "On {held_on} {guests} guests of {guest_unit} were accompanied at table by {hosts}; at most {allowed} may be."
exclusions:
  zh: 没有安排用餐，或规定施行前的接待，不适用。
  en: Receptions without a meal, and those before the rule took effect.
assumptions:
  zh: 三分之一取整数部分。金额为多出的陪餐人数在餐费中按人均所占的部分，舍到分。
  en: A third is rounded down. The amount is the part of the meal's cost that falls on the hosts too many, per head, rounded down to the fen.
since: 0.1.0
*/
WITH allowances AS (
    SELECT
        r.*,
        h.small_party_guests IS NOT NULL AS in_force,
        CASE WHEN r.guests <= 0 THEN 0
             WHEN r.guests <= h.small_party_guests THEN h.small_party_hosts
             ELSE r.guests // NULLIF(h.guests_per_host, 0) END AS allowed
    FROM receptions AS r
    LEFT JOIN reception_hosts AS h
        ON h.unit_id = r.unit_id AND h.occasion = 'meal' AND r.held_on BETWEEN h.valid_from AND h.valid_to
)
SELECT
    reception_id,
    CASE WHEN meals = 0 THEN 'not_applicable'
         WHEN held_on IS NULL OR unit_id IS NULL THEN 'cannot_judge'
         WHEN NOT in_force THEN 'not_applicable'
         WHEN guests IS NULL OR hosts IS NULL OR meals IS NULL OR allowed IS NULL THEN 'cannot_judge'
         WHEN hosts > allowed THEN 'fail'
         ELSE 'pass' END AS outcome,
    CASE WHEN hosts > allowed
         THEN CAST(CAST(meal_amount * 100 AS BIGINT) * (hosts - allowed) // NULLIF(guests + hosts, 0) AS DECIMAL(18,2)) * 0.01
    END AS amount,
    reception_id AS case_key,
    held_on, guest_unit, guests, hosts, allowed
FROM allowances
