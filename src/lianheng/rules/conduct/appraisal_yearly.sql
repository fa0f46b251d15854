/*
id: conduct.appraisal_yearly
title: {zh: 未开展年度民主评议党员, en: No appraisal of members in the year}
subject: branch_periods
severity: orange
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十八条, from: 2018-10-28, mark: V}
why:
  zh: 每年对党员评议一次，评出的等次是奖惩和教育的依据。
  en: Members are appraised once a year; praise, training and sanctions rest on the grades.
message:
  zh: "{branch}{period}应有民主评议党员{due}次，实有{held}次，另有{unattributed}次未注明归属。"
  en: "{branch}, {period}: {due} appraisal of members due, {held} held, {unattributed} more without a branch named."
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
        WHEN q.kind <> 'democratic_appraisal' THEN 'not_applicable'
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
