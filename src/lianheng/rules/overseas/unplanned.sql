/*
id: overseas.unplanned
title: {zh: 计划外因公出国, en: Mission abroad outside the plan}
subject: overseas
severity: orange
basis:
  - {document: 机关事务管理条例, number: 国务院令第621号, article: 第三十条, from: 2012-10-01, mark: L}
  - {document: 党政机关厉行节约反对浪费条例, from: 2013-11-18, mark: K}
why:
  zh: 因公出国（境）实行年度计划管理，未列入计划的团组应单独报批并说明理由。
  en: Missions abroad follow a yearly plan; one that is not in it needs an approval and a reason of its own.
message:
  zh: "{left_on}至{returned_on}出访{people}人、{countries}国，费用{amount}元，未列入年度计划；批件{approval_no}。"
  en: "{left_on} to {returned_on}: {people} people to {countries} countries at {amount} yuan, not in the year's plan; approval {approval_no}."
since: 0.1.0
*/
SELECT
    overseas_id,
    CASE WHEN planned IS NULL THEN 'cannot_judge'
         WHEN NOT planned THEN 'fail'
         ELSE 'pass' END AS outcome,
    amount,
    overseas_id AS case_key,
    left_on, returned_on, people, countries, approval_no
FROM overseas
