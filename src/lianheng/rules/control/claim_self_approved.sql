/*
id: control.claim_self_approved
title: {zh: 报销本人审批, en: Own claim approved}
subject: claims
severity: red
basis:
  - {document: 中华人民共和国会计法, number: "", article: 第二十七条, from: 2000-07-01, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, number: "", article: 第二十五条, from: 2024-07-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第十二条, from: 2014-01-01, mark: K}
why:
  zh: 自己报、自己批，等于没有审批；主要负责人的报销也应由他人批准。
  en: A claim approved by its claimant is not approved at all; the chief's own claims are approved by another.
message:
  zh: "{submitted_on}报销{total}元，报销人与审批人同为{claimant_id}。"
  en: "The claim of {submitted_on} for {total} yuan was made and approved by {claimant_id}."
exclusions:
  zh: 尚未审批也未支付的报销单。
  en: Claims neither approved nor paid yet.
since: 0.1.0
*/
SELECT
    claim_id,
    CASE
        WHEN approver_id IS NULL AND approved_on IS NULL AND paid_on IS NULL THEN 'not_applicable'
        WHEN claimant_id IS NULL OR approver_id IS NULL THEN 'cannot_judge'
        WHEN claimant_id = approver_id THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    total AS amount,
    claim_id AS case_key,
    submitted_on,
    total,
    claimant_id
FROM claims
