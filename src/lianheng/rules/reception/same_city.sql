/*
id: reception.same_city
title: {zh: 同城接待, en: Reception of guests from the same city}
subject: receptions
severity: yellow
basis:
  - {document: 本单位公务接待规定（多地规定不得同城接待）, mark: P}
why:
  zh: 同城单位之间的公务往来可以当日返回，一般不安排接待用餐和住宿。
  en: Guests from the same city can go home the same day; they are not given meals and lodging.
message:
  zh: "{held_on}接待{guest_unit}，来访单位与本单位同在{own_city}；接待费{total}元。"
  en: "On {held_on} {guest_unit} was received, which sits in {own_city} like the host; {total} yuan were spent."
exclusions:
  zh: 本单位未规定不得同城接待的，或没有发生费用的接待，不适用。
  en: Units whose rules do not forbid it, and receptions that cost nothing.
assumptions:
  zh: 本单位所在市由行政区划代码前四位确定；直辖市为全市。
  en: The host's city follows from the first four digits of its division code; a municipality is one city.
since: 0.1.0
*/
WITH cities AS (
    SELECT
        r.reception_id, r.unit_id, r.held_on, r.guest_unit, r.guest_city, r.total,
        COALESCE(guest.place_name, REGEXP_REPLACE(TRIM(r.guest_city), '(市|地区|盟)$', '')) AS guest_city_name,
        own.place_name AS own_city
    FROM receptions AS r
    LEFT JOIN units AS u ON u.unit_id = r.unit_id
    LEFT JOIN place_names AS own
        ON own.unit_id = r.unit_id AND own.name = LEFT(u.division_code, 4) || '00'
        AND r.held_on BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN place_names AS guest
        ON guest.unit_id = r.unit_id AND guest.name = TRIM(r.guest_city)
        AND r.held_on BETWEEN guest.valid_from AND guest.valid_to
)
SELECT
    c.reception_id,
    CASE WHEN c.total = 0 THEN 'not_applicable'
         WHEN c.held_on IS NULL OR c.unit_id IS NULL THEN 'cannot_judge'
         WHEN l.value IS NULL OR l.value = 1 THEN 'not_applicable'
         WHEN c.total IS NULL OR c.own_city IS NULL OR c.guest_city_name IS NULL OR c.guest_city_name = '' THEN 'cannot_judge'
         WHEN c.guest_city_name = c.own_city THEN 'fail'
         ELSE 'pass' END AS outcome,
    c.total AS amount,
    c.reception_id AS case_key,
    c.held_on, c.guest_unit, c.guest_city, c.own_city, c.total
FROM cities AS c
LEFT JOIN limits AS l
    ON l.unit_id = c.unit_id AND l.limit_id = 'reception_same_city_allowed'
    AND c.held_on BETWEEN l.valid_from AND l.valid_to
