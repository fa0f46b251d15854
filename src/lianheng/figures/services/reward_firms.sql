/*
id: services.reward_firms
title: {zh: 兑现奖励企业, en: Firms rewarded}
section: 一（四）一是
table: enterprise_requests
measure: count_distinct
unit: {zh: 户, en: firms}
phrase: exact
zero: omit
period: until
definition:
  zh: 当年办结奖励兑现的企业，按统一社会信用代码计一次，没有代码的按名称；包括往年受理的。
  en: "Enterprises whose reward was paid in the year, each once, whenever it was asked for."
since: 0.1.0
*/
SELECT q.request_id, COALESCE(NULLIF(q.uscc, ''), q.enterprise) AS item
FROM enterprise_requests AS q
CROSS JOIN run
WHERE q.kind = 'reward'
    AND q.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM q.done_on) = run.year)
