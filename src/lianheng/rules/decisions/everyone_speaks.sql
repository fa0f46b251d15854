/*
id: decisions.everyone_speaks
title: {zh: 未逐一表态, en: Not every member spoke}
subject: decisions
severity: orange
basis:
  - {document: 重大行政决策程序暂行条例, number: 国务院令第713号, article: 第三十条, from: 2019-09-01, mark: L}
  - {document: 主要负责人末位表态制度（各地做法）, number: "", article: "", mark: P}
why:
  zh: 每名到会成员都应说明意见和理由，不发言的同意无从追责，回避的人也不得发言。
  en: Each member present states a view with reasons; silent consent answers for nothing, and whoever stepped aside may not speak.
message:
  zh: "“{subject}”到会{present}人，回避{recused}人，应有{due}人表态，实际{spoke}人。"
  en: "“{subject}”: {present} present, {recused} recused, so {due} should have spoken; {spoke} did."
assumptions:
  zh: 回避的成员计入到会人数；列席人员的发言不计入。
  en: Recused members are counted as present; what observers say is not counted.
since: 0.1.0
*/
SELECT
    decision_id,
    CASE
        WHEN present IS NULL OR recused IS NULL OR spoke IS NULL THEN 'cannot_judge'
        WHEN recused < 0 OR recused > present THEN 'cannot_judge'
        WHEN spoke <> present - recused THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    decision_id AS case_key,
    subject,
    present,
    recused,
    spoke,
    present - recused AS due
FROM decisions
