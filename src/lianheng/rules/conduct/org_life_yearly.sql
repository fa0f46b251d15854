/*
id: conduct.org_life_yearly
title: {zh: 未召开年度组织生活会, en: No organisation-life meeting in the year}
subject: branch_periods
severity: orange
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十七条, from: 2018-10-28, mark: V}
why:
  zh: 组织生活会每年至少召开一次，用来查找问题、开展批评和自我批评。
  en: Once a year at least the branch looks for its own faults and speaks of them openly.
message:
  zh: "{branch}{period}应有组织生活会{due}次，实有{held}次，另有{unattributed}次未注明归属。"
  en: "{branch}, {period}: {due} organisation-life meeting due, {held} held, {unattributed} more without a branch named."
exclusions:
  zh: 其他种类的会议和活动；尚未结束、还没有召开的周期。
  en: Other kinds of meeting; periods not yet over in which none has been held so far.
assumptions:
  zh: 有党员在册的支部都应召开；未注明归属的活动够补足差额时无法判断。
  en: Every branch with a member on its roster owes it. Where activities without a name would make up the difference it cannot be judged.
since: 0.1.0
*/
SELECT
    q.period_id,
    CASE
        WHEN q.kind <> 'org_life_meeting' THEN 'not_applicable'
        WHEN q.held IS NULL OR q.due IS NULL OR q.ended IS NULL THEN 'cannot_judge'
        WHEN q.held >= q.due THEN 'pass'
        WHEN NOT q.ended THEN 'not_applicable'
        WHEN q.held + q.unattributed >= q.due THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    -- A year's gaps of one kind are one matter.
    CONCAT_WS('|', q.unit_id, q.branch, q.branch_group, q.kind, CAST(q.year AS VARCHAR)) AS case_key,
    q.branch,
    q.period,
    q.due,
    q.held,
    q.unattributed
FROM branch_periods AS q
