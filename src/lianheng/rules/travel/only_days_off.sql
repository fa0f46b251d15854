/*
id: travel.only_days_off
title: {zh: 全程都在休息日出差, en: Trip on days off only}
subject: trips
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 整个行程没有一个工作日的出差，应说明公务内容，排除借公差旅游、探亲。
  en: A trip without a single working day needs a word on its business, so that no holiday or family visit travels on public money.
message:
  zh: "{starts_on}至{ends_on}赴{province}{city}共{days_away}天，其中工作日{working_days}天；本次差旅费{cost}元。"
  en: "{starts_on} to {ends_on} in {city}, {province}: {days_away} days, {working_days} of them working days. The trip cost {cost} yuan."
assumptions:
  zh: 工作日含调休上班日，不含法定节假日和周末。当年放假安排尚未公布的日期无法判断。
  en: Make-up workdays are working days, festivals and weekends are not. Days of a year whose holidays are not yet published cannot be judged.
since: 0.1.0
*/
WITH counted AS (
    SELECT
        t.*,
        DATE_DIFF('day', t.starts_on, t.ends_on) + 1 AS days_away,
        last_day.workday_no - first_day.workday_no + CASE WHEN first_day.working THEN 1 ELSE 0 END AS working_days,
        first_day.published AND last_day.published AS published
    FROM trips AS t
    LEFT JOIN days AS first_day ON first_day.on_day = t.starts_on
    LEFT JOIN days AS last_day ON last_day.on_day = t.ends_on
)
SELECT
    trip_id,
    CASE WHEN working_days IS NULL OR days_away < 1 OR published IS NULL OR NOT published THEN 'cannot_judge'
         WHEN working_days = 0 THEN 'fail'
         ELSE 'pass' END AS outcome,
    transport_amount + lodging_amount + meal_allowance + local_allowance AS amount,
    trip_id AS case_key,
    starts_on, ends_on, province, city, days_away, working_days,
    transport_amount + lodging_amount + meal_allowance + local_allowance AS cost
FROM counted
