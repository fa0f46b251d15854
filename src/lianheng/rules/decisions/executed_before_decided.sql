/*
id: decisions.executed_before_decided
title: {zh: 先执行后决策, en: Carried out before it was decided}
subject: decisions
severity: orange
basis:
  - {document: 中央纪委关于三重一大集体决策的要求, number: "", article: "", from: 2005-01-01, mark: K}
  - {document: 单位三重一大议事规则（各地做法）, number: "", article: "", mark: P}
why:
  zh: 事情办完再补会议，集体决策就成了补手续。
  en: A meeting held after the deed turns the collective decision into paperwork.
message:
  zh: "“{subject}”{held_on}才上会，{executed_on}已经执行完毕。"
  en: "“{subject}” came before the meeting on {held_on}, but had been carried out by {executed_on}."
exclusions:
  zh: 尚未执行的议题。
  en: Items not yet carried out.
since: 0.1.0
*/
SELECT
    d.decision_id,
    CASE
        WHEN d.executed_on IS NULL THEN 'not_applicable'
        WHEN a.held_on IS NULL THEN 'cannot_judge'
        WHEN d.executed_on < a.held_on THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    d.amount,
    d.decision_id AS case_key,
    d.subject,
    a.held_on,
    d.executed_on
FROM decisions AS d
LEFT JOIN activities AS a ON a.activity_id = d.activity_id
