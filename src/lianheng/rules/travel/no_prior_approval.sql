/*
id: travel.no_prior_approval
title: {zh: 出差未经事前审批, en: Trip without prior approval}
subject: trips
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 出差须先经批准再出发，没有批准或出发后才补批的，审批起不到控制作用。
  en: A trip is approved before it begins; without an approval, or with one given after departure, nothing was controlled.
message:
  zh: "{starts_on}出发赴{province}{city}，事前申请{application_id}，批准日期{approved_on}；本次差旅费{cost}元。"
  en: "Left for {city}, {province} on {starts_on}; application {application_id}, approved on {approved_on}. The trip cost {cost} yuan."
assumptions:
  zh: 批准日不晚于出发日即为事前；会议、培训、出国的审批同样算数，接待、用车、采购的审批不能代替。批准日期空白视为没有批准。报销单或所填申请不在台账中的，无法判断。
  en: >-
    Approved on the day of departure is in time. The approval of a meeting, a training or a mission abroad counts; that of a reception, a
    car or a purchase does not. A blank date of approval means not approved. A claim or application that the ledger lacks cannot be judged.
since: 0.1.0
*/
SELECT
    t.trip_id,
    CASE WHEN t.starts_on IS NULL OR c.claim_id IS NULL THEN 'cannot_judge'
         WHEN c.application_id IS NULL THEN 'fail'
         WHEN a.application_id IS NULL OR a.kind IS NULL THEN 'cannot_judge'
         WHEN a.kind NOT IN ('travel', 'meeting', 'training', 'overseas') THEN 'fail'
         WHEN a.approved_on IS NULL OR a.approved_on > t.starts_on THEN 'fail'
         ELSE 'pass' END AS outcome,
    t.transport_amount + t.lodging_amount + t.meal_allowance + t.local_allowance AS amount,
    COALESCE(t.claim_id, t.trip_id) AS case_key,
    t.starts_on, t.province, t.city, c.application_id, a.approved_on,
    t.transport_amount + t.lodging_amount + t.meal_allowance + t.local_allowance AS cost
FROM trips AS t
LEFT JOIN claims AS c ON c.claim_id = t.claim_id
LEFT JOIN applications AS a ON a.application_id = c.application_id
