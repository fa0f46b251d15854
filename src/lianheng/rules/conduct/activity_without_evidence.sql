/*
id: conduct.activity_without_evidence
title: {zh: 活动无记录, en: An activity without minutes}
subject: activities
severity: yellow
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: "", from: 2018-10-28, mark: K}
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 开了会、搞了活动没有记录，事后无法证明开过、议过什么。
  en: A meeting without minutes cannot be shown to have been held, nor what it dealt with.
message:
  zh: "{held_on}{kind}“{title}”没有会议或活动记录。"
  en: "There are no minutes of “{title}” ({kind}) on {held_on}."
exclusions:
  zh: 运行日之后的活动。
  en: Activities after the day of the run.
since: 0.1.0
*/
SELECT
    a.activity_id,
    CASE
        WHEN a.held_on > run.as_at THEN 'not_applicable'
        WHEN a.minutes IS NULL THEN 'cannot_judge'
        WHEN NOT a.minutes THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    a.activity_id AS case_key,
    a.held_on,
    a.kind,
    a.title
FROM activities AS a
CROSS JOIN run
