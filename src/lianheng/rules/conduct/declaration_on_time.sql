/*
id: conduct.declaration_on_time
title: {zh: 报告事项迟报或未报, en: A declaration late or missing}
subject: declarations
severity: orange
basis:
  - {document: 领导干部报告个人有关事项规定, number: "", article: 第五条、第六条, from: 2017-02-08, mark: V}
  - {document: 中华人民共和国公职人员政务处分法, number: "", article: 第二十九条, from: 2020-07-01, mark: L}
why:
  zh: 个人有关事项按期如实报告，隐瞒不报情节较重的要受处分。
  en: Personal matters are declared truthfully and in time; concealing them is punished where it weighs heavily.
message:
  zh: "{kind}应于{due_on}前报告，报告日{filed_on}，至{as_at}迟{days_late}天。"
  en: "A declaration ({kind}) was due on {due_on}, filed on {filed_on}; {days_late} days late on {as_at}."
exclusions:
  zh: 期限未到、尚未报告的。
  en: Declarations not yet filed whose date has not passed.
assumptions:
  zh: 期限当天报告算按期；报告日晚于运行日的按未报告计；只看是否按期，提示不含姓名和内容。
  en: The due date itself is in time. A filing dated after the run's day has not happened yet. Only the date is looked at; the message holds neither name nor content.
since: 0.1.0
*/
WITH filed AS (
    SELECT
        d.declaration_id, d.kind, d.due_on, run.as_at,
        CASE WHEN d.filed_on <= run.as_at THEN d.filed_on END AS filed_on
    FROM declarations AS d
    CROSS JOIN run
)
SELECT
    declaration_id,
    CASE
        WHEN due_on IS NULL THEN 'cannot_judge'
        WHEN COALESCE(filed_on, as_at) > due_on THEN 'fail'
        WHEN filed_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    declaration_id AS case_key,
    kind,
    due_on,
    filed_on,
    as_at,
    DATE_DIFF('day', due_on, COALESCE(filed_on, as_at)) AS days_late
FROM filed
