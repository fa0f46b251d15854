/*
id: overseas.beyond_approval
title: {zh: 因公出国超出批准, en: Mission abroad beyond its approval}
subject: overseas
severity: red
basis:
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第三十条, from: 2012-10-01, mark: L}
  - {document: 党政机关厉行节约反对浪费条例, from: 2013-11-18, mark: K}
why:
  zh: 出访人数和在外天数以任务批件为准，没有批件不得出访，超出批件的人和天数没有依据。
  en: The approval fixes who goes and for how long; without one nobody goes, and people or days beyond it have no ground.
message:
  zh: "批件{approval_no}：{approved_people}人、{approved_days}天；实际{people}人，{left_on}至{returned_on}共{days_abroad}天，费用{cost}元。"
  en: "Approval {approval_no}: {approved_people} people, {approved_days} days; in fact {people} people from {left_on} to {returned_on}, {days_abroad} days, at {cost} yuan."
assumptions:
  zh: 离境、入境当天都计入，与登记的天数不一致时取多的。批件文号空白即没有批件，金额为全部费用；超出批件的，金额为超出的人天在费用中所占的部分，舍到分。批准的国家数不在台账中，不判断。
  en: >-
    The days of leaving and returning both count; where they differ from the days entered the greater number holds. A blank approval number
    means none, and the amount is the whole cost; otherwise it is the part of the cost that falls on person-days beyond the approval, rounded
    down to the fen. Approved countries are not in the ledger and are not judged.
since: 0.1.0
*/
WITH missions AS (
    SELECT
        o.*,
        o.approval_no IS NULL OR TRIM(o.approval_no) = '' AS not_approved,
        CASE WHEN DATE_DIFF('day', o.left_on, o.returned_on) + 1 > o.days
             THEN DATE_DIFF('day', o.left_on, o.returned_on) + 1 ELSE o.days END AS days_abroad
    FROM overseas AS o
),
compared AS (
    SELECT
        m.*,
        people > approved_people AS more_people,
        days_abroad > approved_days AS more_days,
        CASE WHEN people > approved_people THEN approved_people ELSE people END
            * CASE WHEN days_abroad > approved_days THEN approved_days ELSE days_abroad END AS covered_person_days
    FROM missions AS m
)
SELECT
    overseas_id,
    CASE WHEN not_approved THEN 'fail'
         WHEN more_people OR more_days THEN 'fail'
         WHEN people IS NULL OR approved_people IS NULL OR days_abroad IS NULL OR approved_days IS NULL
             THEN 'cannot_judge'
         ELSE 'pass' END AS outcome,
    CASE WHEN not_approved THEN amount
         WHEN more_people OR more_days
             THEN CAST(CAST(amount * 100 AS BIGINT) * (people * days_abroad - covered_person_days)
                // NULLIF(people * days_abroad, 0) AS DECIMAL(18,2)) * 0.01
    END AS amount,
    overseas_id AS case_key,
    approval_no, approved_people, approved_days, people, left_on, returned_on, days_abroad, amount AS cost
FROM compared
