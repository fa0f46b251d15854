/*
id: decisions.recusal
title: {zh: 应回避未回避, en: Somebody who had to step aside did not}
subject: decisions
severity: red
basis:
  - {document: 中华人民共和国公务员法, number: "", article: 第七十条, from: 2006-01-01, to: 2019-05-31, mark: K}
  - {document: 中华人民共和国公务员法, number: "", article: 第七十六条, from: 2019-06-01, mark: L}
why:
  zh: 议题涉及本人或者近亲属利害关系的成员必须回避，否则决定不公正。
  en: A member whose own interest or whose near kin's interest is at stake must step aside, or the decision is not impartial.
message:
  zh: "“{subject}”应回避{must_recuse}人，实际回避{recused}人。"
  en: "{must_recuse} members had to step aside for “{subject}”; {recused} did."
assumptions:
  zh: 只比较人数；应回避人数由会前核查填写，没有核查的无法判断。
  en: Only numbers are compared. Who must step aside is established before the meeting; where nobody did, it cannot be judged.
since: 0.1.0
*/
SELECT
    decision_id,
    CASE
        WHEN must_recuse IS NULL OR recused IS NULL THEN 'cannot_judge'
        WHEN recused < must_recuse THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    amount,
    decision_id AS case_key,
    subject,
    must_recuse,
    recused
FROM decisions
