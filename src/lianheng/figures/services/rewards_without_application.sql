/*
id: services.rewards_without_application
title: {zh: 免申即享, en: Without application}
section: 一（四）一是
table: enterprise_requests
measure: count
unit: {zh: 件, en: rewards}
phrase: exact
zero: omit
period: until
definition:
  zh: 当年办结的奖励兑现中免申即享的件数。
  en: "Of the rewards paid in the year, those paid without an application."
since: 0.1.0
*/
SELECT q.request_id
FROM enterprise_requests AS q
CROSS JOIN run
WHERE q.kind = 'reward' AND q.no_application
    AND q.done_on <= run.as_at AND (run.year IS NULL OR EXTRACT(YEAR FROM q.done_on) = run.year)
