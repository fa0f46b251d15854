/*
id: process.over_permit
title: {zh: 超出许可而系统未提示, en: Spent above the permit and not flagged}
subject: process_cases
severity: orange
basis:
  - {document: 中央和国家机关差旅费管理办法, number: 财行〔2013〕531号, article: "", from: 2014-01-01, mark: V}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: V}
why:
  zh: 报销超出事前批准的额度应当被系统提示；没有提示，说明控制没有起作用。
  en: A claim above what was approved beforehand has to be flagged; where it was not, the control did not work.
message:
  zh: 批准{requested}元，申报{declared}元，各笔申请合计{claimed}元，超出{excess}元，系统未标为超支。
  en: Approved {requested}, declared {declared}, single requests {claimed} yuan; {excess} above the permit and not flagged.
exclusions:
  zh: 没有事前额度的流程（没有批准金额，也没有系统提示）。
  en: Processes without a permit, that have neither an approved amount nor a flag.
assumptions:
  zh: 申报总额与各笔申请合计都超出批准金额才算超出，只有一项超出的可能是重复登记；没有各笔合计时只看申报总额。
  en: >-
    Both the declared total and the sum of the single requests must exceed the permit, because one alone may be an entry made twice;
    without the single requests the declared total decides.
since: 0.1.0
*/
SELECT
    case_id,
    CASE
        WHEN requested IS NULL AND flagged_overspent IS NULL THEN 'not_applicable'
        WHEN requested IS NULL OR declared IS NULL OR flagged_overspent IS NULL THEN 'cannot_judge'
        WHEN NOT flagged_overspent AND declared > requested AND COALESCE(claimed, declared) > requested THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    LEAST(declared, COALESCE(claimed, declared)) - requested AS amount,
    COALESCE(permit_id, case_id) AS case_key,
    requested, declared, claimed, LEAST(declared, COALESCE(claimed, declared)) - requested AS excess
FROM process_cases
