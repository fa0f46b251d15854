/*
id: process.over_permit
title: {zh: 申报超过事前批准且未被标记, en: Claimed above the permit and not flagged}
subject: process_cases
severity: orange
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 党政机关厉行节约反对浪费条例, number: 中发〔2013〕13号, from: 2013-11-18, mark: K}
why:
  zh: 事前批了多少，事后就以多少为限；超过了系统又没有标出来，说明控制没有起作用。
  en: What was allowed beforehand is the limit afterwards; where it is exceeded and the system did not say so, the control did not work.
message:
  zh: "事前批准{requested}元，申报{declared}元（各笔申请合计{claimed}元），超出{excess}元，系统未标记超支。"
  en: "{requested} yuan were allowed, {declared} yuan declared (single requests together {claimed} yuan), {excess} yuan above and not flagged."
exclusions:
  zh: 不需要事前审批、没有许可的案件；系统已经标记超支的通过，由系统自己的流程处理。
  en: Cases without a permit; those the system flagged pass, being dealt with there.
assumptions:
  zh: 申报总额和各笔申请合计都超过批准金额才算超过；没有单笔申请的只看申报总额。
  en: Both the declared total and the sum of the single requests must exceed the permit; without single requests the declared total decides.
since: 0.1.0
*/
SELECT
    case_id,
    CASE
        WHEN permit_id IS NULL AND process <> 'travel_permit' THEN 'not_applicable'
        WHEN requested IS NULL OR declared IS NULL OR flagged_overspent IS NULL THEN 'cannot_judge'
        WHEN NOT flagged_overspent AND declared > requested AND COALESCE(claimed, declared) > requested THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    declared - requested AS amount,
    COALESCE(permit_id, case_id) AS case_key,
    requested,
    declared,
    claimed,
    declared - requested AS excess
FROM process_cases
