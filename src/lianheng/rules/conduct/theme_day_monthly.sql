/*
id: conduct.theme_day_monthly
title: {zh: 主题党日未按月开展, en: No theme day in the month}
subject: branch_periods
severity: yellow
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十六条, from: 2018-10-28, mark: V}
why:
  zh: 主题党日每月相对固定一天，缺了就说明组织生活没有坚持。
  en: One fixed day a month belongs to the theme day; a gap shows that organisation life is not kept up.
message:
  zh: "{branch}{period}应有主题党日{due}次，实有{held}次，另有{unattributed}次未注明归属。"
  en: "{branch}, {period}: {due} theme day due, {held} held, {unattributed} more without a branch named."
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
        WHEN q.kind <> 'theme_day' THEN 'not_applicable'
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
