/*
id: control.payment_two_steps
title: {zh: 制单与复核审批同为一人, en: "Made and checked by the same person"}
subject: payments
severity: red
basis:
  - {document: 中华人民共和国会计法, number: "", article: 第二十七条, from: 2000-07-01, to: 2024-06-30, mark: K}
  - {document: 中华人民共和国会计法, number: "", article: 第二十五条, from: 2024-07-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第十二条, from: 2014-01-01, mark: K}
why:
  zh: 一笔钱从制单到付出至少经过两个人，一人包办就没有人能发现差错和舞弊。
  en: Money leaves only after two people have seen it; where one does it all, nobody can notice an error or a fraud.
message:
  zh: "{paid_on}凭证{voucher_no}付{payee}{amount}元，制单人与{finding_zh}同为{maker_id}。"
  en: "Voucher {voucher_no} of {paid_on}, {amount} yuan to {payee}: {maker_id} made it and was also its {finding_en}."
assumptions:
  zh: 复核与审批可以是同一人；制单、复核、审批任何一项未记录，又没有发现重合的，无法判断。
  en: Reviewer and approver may be the same person. Where one of the three is not recorded and no overlap shows, it cannot be judged.
since: 0.1.0
*/
SELECT
    payment_id,
    CASE
        WHEN maker_id = reviewer_id OR maker_id = approver_id THEN 'fail'
        WHEN maker_id IS NULL OR reviewer_id IS NULL OR approver_id IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    amount,
    payment_id AS case_key,
    paid_on,
    voucher_no,
    payee,
    maker_id,
    CASE
        WHEN maker_id = reviewer_id AND maker_id = approver_id THEN '复核人、审批人'
        WHEN maker_id = reviewer_id THEN '复核人'
        WHEN maker_id = approver_id THEN '审批人'
    END AS finding_zh,
    CASE
        WHEN maker_id = reviewer_id AND maker_id = approver_id THEN 'reviewer and approver'
        WHEN maker_id = reviewer_id THEN 'reviewer'
        WHEN maker_id = approver_id THEN 'approver'
    END AS finding_en
FROM payments
