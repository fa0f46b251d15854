/*
id: decisions.votes_add_up
title: {zh: 票数不符或未过半数通过, en: "Votes do not add up, or passed without a majority"}
subject: decisions
severity: red
basis:
  - {document: 中国共产党党组工作条例, number: "", article: "", from: 2019-04-06, mark: K}
  - {document: 重大行政决策程序暂行条例, number: 国务院令第713号, article: 第三十条, from: 2019-09-01, mark: L}
why:
  zh: 票数之和必须等于到会未回避的人数，多出的票是代投或补记；通过须有应到成员的过半数赞成，未到会者的书面意见不计票。
  en: Votes equal the members present and not recused; any more were cast for others or added later. To pass, more than half of those entitled must be in favour; written views of the absent are no votes.
message:
  zh: "“{subject}”赞成{votes_for}、反对{votes_against}、弃权{votes_abstain}，共{cast_votes}票，应有{due_votes}票；应到{entitled}人，通过须至少{needed}票赞成，记录为{result_zh}。"
  en: "“{subject}”: {votes_for} for, {votes_against} against, {votes_abstain} abstained, {cast_votes} votes of {due_votes} due; {needed} of {entitled} entitled are needed to pass; recorded as {result_en}."
exclusions:
  zh: 未付表决且未通过的议题；过半数要求生效之前的会议只核对票数。
  en: Items neither voted on nor passed. Meetings before the majority rule are checked for the sum only.
assumptions:
  zh: 回避的成员计入到会人数，不计票。
  en: Recused members are counted as present and have no vote.
since: 0.1.0
*/
WITH counted AS (
    SELECT
        d.decision_id, d.unit_id, d.subject, d.amount, d.entitled, d.passed,
        d.votes_for, d.votes_against, d.votes_abstain,
        d.votes_for + d.votes_against + d.votes_abstain AS cast_votes,
        d.present - d.recused AS due_votes,
        a.held_on,
        u.unit_id IS NOT NULL AS unit_known
    FROM decisions AS d
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
    LEFT JOIN units AS u ON u.unit_id = d.unit_id
)
SELECT
    c.decision_id,
    CASE
        WHEN c.cast_votes IS NULL OR c.passed IS NULL THEN 'cannot_judge'
        WHEN c.cast_votes = 0 AND NOT c.passed THEN 'not_applicable'
        WHEN c.due_votes IS NULL OR c.due_votes < 0 THEN 'cannot_judge'
        WHEN c.cast_votes <> c.due_votes THEN 'fail'
        WHEN NOT c.passed THEN 'pass'
        WHEN c.held_on IS NULL OR NOT c.unit_known OR c.entitled IS NULL THEN 'cannot_judge'
        WHEN m.value IS NULL THEN 'pass'
        WHEN c.votes_for <= m.value * c.entitled THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    c.amount,
    c.decision_id AS case_key,
    c.subject,
    c.votes_for,
    c.votes_against,
    c.votes_abstain,
    c.cast_votes,
    c.due_votes,
    c.entitled,
    CAST(FLOOR(m.value * c.entitled) AS BIGINT) + 1 AS needed,
    CASE WHEN c.passed THEN '通过' ELSE '未通过' END AS result_zh,
    CASE WHEN c.passed THEN 'passed' ELSE 'not passed' END AS result_en
FROM counted AS c
LEFT JOIN limits AS m
    ON m.limit_id = 'decision_majority_share' AND m.unit_id = c.unit_id AND c.held_on BETWEEN m.valid_from AND m.valid_to
