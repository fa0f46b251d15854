/*
id: decisions.not_executed
title: {zh: 决策逾期未执行, en: Decided and not carried out}
subject: decisions
severity: orange
basis:
  - {document: 重大行政决策程序暂行条例, number: 国务院令第713号, article: 第三十四条, from: 2019-09-01, mark: L}
  - {document: 单位三重一大议事规则（各地做法）, number: "", article: "", mark: P}
why:
  zh: 议而不决、决而不行，集体决策就没有意义；执行情况要督办到底。
  en: A decision that nobody carries out decides nothing; its execution is followed to the end.
message:
  zh: "“{subject}”{held_on}通过，至{as_at}已{days_taken}天仍未执行完毕，期限{days_allowed}天。"
  en: "“{subject}” was passed on {held_on}; by {as_at}, {days_taken} days later, it had not been carried out; {days_allowed} are allowed."
exclusions:
  zh: 没有通过的议题；通过后期限未到的议题。
  en: Items that were not passed, and passed items whose time is not yet up.
assumptions:
  zh: 执行日晚于运行日的按尚未执行计；迟于期限但已执行的不在此列。
  en: An execution dated after the run's day has not happened yet. What was carried out late is not meant here.
period: until
since: 0.1.0
*/
WITH passed_items AS (
    SELECT
        d.decision_id, d.unit_id, d.subject, d.amount, d.passed, d.executed_on, a.held_on, run.as_at,
        DATE_DIFF('day', a.held_on, run.as_at) AS days_taken
    FROM decisions AS d
    CROSS JOIN run
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
)
SELECT
    p.decision_id,
    CASE
        WHEN p.passed IS NULL THEN 'cannot_judge'
        WHEN NOT p.passed THEN 'not_applicable'
        WHEN p.executed_on <= p.as_at THEN 'pass'
        WHEN p.days_taken IS NULL OR l.value IS NULL THEN 'cannot_judge'
        WHEN p.days_taken > l.value THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    p.amount,
    p.decision_id AS case_key,
    p.subject,
    p.held_on,
    p.as_at,
    p.days_taken,
    l.value AS days_allowed
FROM passed_items AS p
LEFT JOIN limits AS l
    ON l.limit_id = 'execution_days' AND l.unit_id = p.unit_id AND p.held_on BETWEEN l.valid_from AND l.valid_to
