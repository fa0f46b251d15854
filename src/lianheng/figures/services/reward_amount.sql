/*
id: services.reward_amount
title: {zh: 兑现奖励资金, en: Rewards paid}
section: 一（四）一是
table: enterprise_requests
measure: sum
unit: {zh: 元, en: yuan}
phrase: money
zero: say
period: until
definition:
  zh: 当年办结的奖励兑现金额合计，包括往年受理的。
  en: "Money of the rewards paid in the year, whenever they were asked for."
since: 0.1.0
*/
SELECT q.request_id, q.obtained AS value
FROM enterprise_requests AS q
CROSS JOIN run
WHERE q.kind = 'reward'
    AND q.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM q.done_on) = run.year)
