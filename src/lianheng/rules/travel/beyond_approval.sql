/*
id: travel.beyond_approval
title: {zh: 出差超出审批范围, en: Trip beyond its approval}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 批准的是这几天、这个地方、这些人和这笔钱；超出的部分没有人批准过。
  en: What was approved are these days, this place, these people and this sum; nobody approved what goes beyond.
message:
  zh: "申请{application_id}批准：{approved_from}至{approved_to}，{place}，{approved_people}人，{approved_amount}元；实际：{starts_on}至{ends_on}，{province}{city}，{travellers}人，合计{spent}元。"
  en: "Application {application_id} allows {approved_from} to {approved_to}, {place}, {approved_people} people, {approved_amount} yuan; in fact {starts_on} to {ends_on}, {city} in {province}, {travellers} people, {spent} yuan in all."
exclusions:
  zh: 没有经批准的出差申请的行程不适用，由“出差未经事前审批”指出。
  en: Trips without an approved application, which travel.no_prior_approval reports.
assumptions:
  zh: 人数和金额按同一申请下的全部行程合计；申请人数填0为不限人数。批准地点写到省的，省内各地都算；写到市的，文字中须有该市。超支金额记在同一申请的第一个行程上。
  en: >-
    People and money are those of all trips under one application; 0 people means no number was set. An approval naming a province covers
    all of it, one naming cities must name the city. The excess stands with the first trip of the application.
since: 0.1.0
*/
WITH approved AS (
    SELECT
        t.trip_id, t.person_id, t.starts_on, t.ends_on, p.unit_id, p.province AS province_name, p.city AS city_name,
        t.transport_amount + t.lodging_amount + t.meal_allowance + t.local_allowance AS cost,
        a.application_id, a.starts_on AS approved_from, a.ends_on AS approved_to, NULLIF(TRIM(a.place), '') AS place,
        a.people AS approved_people, a.amount AS approved_amount
    FROM trips AS t
    JOIN claims AS c ON c.claim_id = t.claim_id
    JOIN applications AS a ON a.application_id = c.application_id
    LEFT JOIN trip_places AS p ON p.trip_id = t.trip_id
    WHERE a.approved_on IS NOT NULL AND a.kind IN ('travel', 'meeting', 'training', 'overseas')
),
used AS (
    -- an unknown traveller or cost leaves the total unknown
    SELECT
        application_id,
        MIN(trip_id) AS first_trip,
        CASE WHEN COUNT(person_id) = COUNT(*) THEN COUNT(DISTINCT person_id) END AS travellers,
        CASE WHEN COUNT(cost) = COUNT(*) THEN SUM(cost) END AS spent
    FROM approved
    GROUP BY application_id
),
placed AS (
    SELECT a.*, COALESCE(goal.place_name, a.place) AS goal_name
    FROM approved AS a
    LEFT JOIN place_names AS goal
        ON goal.unit_id = a.unit_id AND goal.name = a.place AND a.starts_on BETWEEN goal.valid_from AND goal.valid_to
),
compared AS (
    SELECT
        p.*, u.travellers, u.spent,
        p.starts_on < p.approved_from OR p.ends_on > p.approved_to AS other_days,
        NOT (STRPOS(p.goal_name, p.city_name) > 0 OR p.goal_name = p.province_name) AS other_place,
        p.approved_people > 0 AND u.travellers > p.approved_people AS more_people,
        u.spent > p.approved_amount AS more_money,
        CASE WHEN u.spent > p.approved_amount AND p.trip_id = u.first_trip THEN u.spent - p.approved_amount END AS excess
    FROM placed AS p
    JOIN used AS u ON u.application_id = p.application_id
)
SELECT
    t.trip_id,
    CASE WHEN t.claim_id IS NULL OR cl.claim_id IS NULL THEN 'cannot_judge'
         WHEN cl.application_id IS NULL THEN 'not_applicable'
         WHEN ap.application_id IS NULL THEN 'cannot_judge'
         WHEN c.trip_id IS NULL THEN 'not_applicable'
         WHEN c.other_days OR c.other_place OR c.more_people OR c.more_money THEN 'fail'
         WHEN c.other_days IS NULL OR c.other_place IS NULL OR c.more_people IS NULL OR c.more_money IS NULL
             THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    c.excess AS amount,
    COALESCE(c.application_id, t.trip_id) AS case_key,
    c.application_id, c.approved_from, c.approved_to, c.place, c.approved_people, c.approved_amount,
    t.starts_on, t.ends_on, t.province, t.city, c.travellers, c.spent
FROM trips AS t
LEFT JOIN claims AS cl ON cl.claim_id = t.claim_id
LEFT JOIN applications AS ap ON ap.application_id = cl.application_id
LEFT JOIN compared AS c ON c.trip_id = t.trip_id
