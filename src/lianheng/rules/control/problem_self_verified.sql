/*
id: control.problem_self_verified
title: {zh: 整改责任人自行核验, en: Verified by the one who had to mend it}
subject: problems
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第十二条, from: 2014-01-01, mark: K}
  - {document: 审计整改台账管理办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 整改是否到位由他人核验，自己核验自己容易虚假整改。
  en: Whether a problem is mended is for another to say; whoever verifies the own work may call anything mended.
message:
  zh: "“{kind}”的整改责任人与核验人同为{holder_id}，{verified_on}核验。"
  en: "“{kind}” was mended and, on {verified_on}, verified by {holder_id}."
exclusions:
  zh: 尚未核验的问题。
  en: Problems not yet verified.
since: 0.1.0
*/
SELECT
    problem_id,
    CASE
        WHEN verifier_id IS NULL AND verified_on IS NULL THEN 'not_applicable'
        WHEN holder_id IS NULL OR verifier_id IS NULL THEN 'cannot_judge'
        WHEN holder_id = verifier_id THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    amount,
    problem_id AS case_key,
    kind,
    holder_id,
    verified_on
FROM problems
