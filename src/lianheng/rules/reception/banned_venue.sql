/*
id: reception.banned_venue
title: {zh: 在禁止的场所接待, en: Reception at a banned place}
subject: receptions
severity: orange
basis:
  - {document: 党政机关国内公务接待管理规定, number: 中办发〔2013〕22号, article: 第十条, from: 2013-12-08, mark: V}
why:
  zh: 公务接待不得使用私人会所和高消费餐饮、娱乐场所。
  en: Official guests are not received in private clubs or places of high consumption and entertainment.
message:
  zh: "{held_on}接待{guest_unit}，场所为{venue}；接待费{total}元。"
  en: "On {held_on} {guest_unit} was received at {venue}, for {total} yuan."
parameters:
  venue_words:
    default: '会所|夜总会|高尔夫|歌舞厅|KTV|洗浴|游艇'
    zh: 场所名称中的禁用词，用竖线分隔
    en: Words that mark a banned place in its name, parted by bars
exclusions:
  zh: 没有用餐、住宿费用而未填场所的，或规定施行前的接待，不适用。
  en: Receptions without meal or lodging cost that name no place, and those before the rule took effect.
assumptions:
  zh: 只看场所名称中的词，是否属于禁止场所须人工核实；有费用而未填场所的无法判断。
  en: Only words of the name are seen; whether the place is banned has to be verified. A cost without a place cannot be judged.
since: 0.1.0
*/
SELECT
    r.reception_id,
    CASE WHEN r.held_on IS NULL OR r.unit_id IS NULL THEN 'cannot_judge'
         WHEN b.allowed IS NULL OR b.allowed = 1 THEN 'not_applicable'
         WHEN r.venue IS NOT NULL AND TRIM(r.venue) <> '' AND REGEXP_MATCHES(UPPER(r.venue), $venue_words) THEN 'fail'
         WHEN r.venue IS NOT NULL AND TRIM(r.venue) <> '' THEN 'pass'
         WHEN r.meal_amount = 0 AND r.lodging_amount = 0 THEN 'not_applicable'
         ELSE 'cannot_judge' END AS outcome,
    r.total AS amount,
    r.reception_id AS case_key,
    r.held_on, r.guest_unit, r.venue, r.total
FROM receptions AS r
LEFT JOIN reception_bans AS b
    ON b.unit_id = r.unit_id AND b.item = 'private_club' AND r.held_on BETWEEN b.valid_from AND b.valid_to
