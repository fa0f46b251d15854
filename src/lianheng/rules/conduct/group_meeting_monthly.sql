/*
id: conduct.group_meeting_monthly
title: {zh: 党小组会未按月召开, en: No group meeting in the month}
subject: branch_periods
severity: orange
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十三条, from: 2018-10-28, mark: V}
why:
  zh: 党小组每月至少开一次会，学习和谈心才能落到每名党员。
  en: Each group meets at least once a month, so that study and talk reach every member.
message:
  zh: "{branch}{branch_group}{period}应有党小组会{due}次，实有{held}次，另有{unattributed}次未注明归属。"
  en: "{branch_group} of {branch}, {period}: {due} group meeting due, {held} held, {unattributed} more without a branch or group named."
exclusions:
  zh: 其他种类的会议和活动；尚未结束、还没有召开的周期。
  en: Other kinds of meeting; periods not yet over in which none has been held so far.
assumptions:
  zh: 有党员在册的支部和党小组都应召开；未注明归属的活动够补足差额时无法判断。
  en: Every branch and group with a member on its roster owes it. Where activities without a name would make up the difference it cannot be judged.
since: 0.1.0
*/
SELECT
    q.period_id,
    CASE
        WHEN q.kind <> 'group_meeting' THEN 'not_applicable'
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
    q.branch_group,
    q.period,
    q.due,
    q.held,
    q.unattributed
FROM branch_periods AS q
