/*
id: services.reward_days
title: {zh: 奖励平均兑现天数, en: Average days to payment}
section: 一（四）一是
table: enterprise_requests
measure: average
unit: {zh: 天, en: days}
phrase: exact
zero: omit
period: until
definition:
  zh: 当年办结的奖励兑现从受理到办结的平均日历天数。
  en: Mean calendar days from receipt to payment of the rewards paid in the year.
since: 0.1.0
*/
SELECT q.request_id,
    CAST(DATE_DIFF('day', q.received_on, q.done_on) AS DECIMAL(18, 6)) AS value
FROM enterprise_requests AS q
CROSS JOIN run
WHERE q.kind = 'reward'
    AND q.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM q.done_on) = run.year)
