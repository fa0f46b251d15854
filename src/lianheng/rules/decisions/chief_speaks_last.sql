/*
id: decisions.chief_speaks_last
title: {zh: 主要负责人未末位表态, en: The chief did not speak last}
subject: decisions
severity: orange
basis:
  - {document: 主要负责人末位表态制度（各地做法）, number: "", article: "", mark: P}
  - {document: 重大行政决策程序暂行条例, number: 国务院令第713号, article: 第三十条, from: 2019-09-01, mark: L}
why:
  zh: 主要负责人先表态，其他成员就难以说出不同意见；最后表态才有真正的集体讨论。
  en: Once the chief has spoken the others find it hard to differ; a discussion is collective only if the chief speaks last.
message:
  zh: "“{subject}”共{spoke}人表态，主要负责人第{chief_position}个发言，应为第{spoke}个。"
  en: "{spoke} members spoke on “{subject}”; the chief was number {chief_position} and should have been number {spoke}."
exclusions:
  zh: 主要负责人没有发言，且到会未回避的成员都已表态（主要负责人未到会或者回避）。
  en: Items on which the chief did not speak while every member present and not recused did (the chief was away or stepped aside).
assumptions:
  zh: 发言人数含主要负责人；条例管重大行政决策，其余议题依本单位末位表态制度。
  en: The number of speakers includes the chief. The regulation covers major administrative decisions; other items follow the bureau's own rule.
since: 0.1.0
*/
SELECT
    decision_id,
    CASE
        WHEN spoke IS NULL OR chief_position IS NULL THEN 'cannot_judge'
        WHEN chief_position = 0 AND spoke = present - recused THEN 'not_applicable'
        WHEN chief_position <= 0 OR chief_position > spoke THEN 'cannot_judge'
        WHEN chief_position <> spoke THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    decision_id AS case_key,
    subject,
    spoke,
    chief_position
FROM decisions
