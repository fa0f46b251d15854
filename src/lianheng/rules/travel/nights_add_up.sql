/*
id: travel.nights_add_up
title: {zh: 住宿夜数与日期不符, en: Nights do not fit the dates}
subject: trips
severity: yellow
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, from: 2014-01-01, mark: V}
why:
  zh: 在外夜数等于返回日减出发日。住宿夜数多出来的没有日期可对；少于在外夜数又没有夜间乘车船的，应说明住在何处。
  en: A trip has as many nights as days between departure and return. More nights lodged have no date to stand on; fewer, without a night on a train or ship, need an explanation of where they were spent.
message:
  zh: "{starts_on}至{ends_on}在外{nights_away}夜，申报住宿{nights}夜，交通工具为{transport}。"
  en: "{starts_on} to {ends_on} are {nights_away} nights; {nights} nights of lodging were claimed, travelling by {transport}."
parameters:
  nights_on_board: {default: 2, zh: 火车、轮船往返途中最多可过的夜数, en: Nights that may be spent on trains or ships of one trip}
exclusions:
  zh: 无
  en: None
assumptions:
  zh: 只有乘火车、轮船才可能在途中过夜，往返各一夜。返回日早于出发日的，任何夜数都不相符。
  en: Only trains and ships are slept in, one night each way. When the return precedes the departure no number of nights fits.
since: 0.1.0
*/
WITH spans AS (
    SELECT
        trip_id,
        DATE_DIFF('day', starts_on, ends_on) AS nights_away,
        CASE WHEN transport IN ('rail', 'ship') THEN $nights_on_board ELSE 0 END AS nights_on_board
    FROM trips
)
SELECT
    t.trip_id,
    CASE WHEN s.nights_away IS NULL OR t.nights IS NULL THEN 'cannot_judge'
         WHEN t.nights > s.nights_away THEN 'fail'
         WHEN t.nights + s.nights_on_board >= s.nights_away THEN 'pass'
         WHEN t.transport IS NULL THEN 'cannot_judge'
         ELSE 'fail' END AS outcome,
    -- the lodging of the nights that cannot have been, rounded down to the fen
    CASE WHEN t.nights > s.nights_away AND s.nights_away >= 0
         THEN CAST(CAST(t.lodging_amount * 100 AS BIGINT) * (t.nights - s.nights_away) // NULLIF(t.nights, 0) AS DECIMAL(18,2)) * 0.01
         WHEN t.nights > s.nights_away THEN t.lodging_amount
    END AS amount,
    t.trip_id AS case_key,
    t.starts_on, t.ends_on, s.nights_away, t.nights, t.transport
FROM trips AS t
JOIN spans AS s ON s.trip_id = t.trip_id
