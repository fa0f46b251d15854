/*
id: budget.project_pays_running_costs
title: {zh: 项目资金列支三公经费, en: Project money spent on the three public expenses}
subject: budget_lines
severity: orange
basis:
  - {document: 中华人民共和国预算法, article: 第六十三条、第七十二条, from: 2015-01-01, to: 2018-12-28, mark: K}
  - {document: 中华人民共和国预算法, article: 第六十三条、第七十二条, from: 2018-12-29, mark: L}
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
why:
  zh: 不得擅自改变支出用途；用项目、专项的钱付公务接待、公务用车和出国费用，是挤占挪用，也使三公经费数字失真。
  en: The use of money may not be changed at will. Receptions, cars and journeys abroad paid from project funds are misuse, and falsify the figures of the three public expenses.
message:
  zh: "“{project}”列支三公经费科目{payments}笔、净额{misused}元（科目{codes}）。"
  en: "“{project}” paid {misused} yuan net in {payments} payments on codes of the three public expenses ({codes})."
exclusions:
  zh: 基本支出指标；项目支出指标中预算就编在该三公科目上的部分。
  en: Lines of basic expenditure; on project lines, the code that the budget itself was given for.
assumptions:
  zh: 专项资金一律不得列支三公科目；按支付当天有效的科目表判断，付款按净额计。
  en: Special funds may never pay these codes. Codes are those in force on the day of payment; payments are net of reversals.
since: 0.1.0
*/
WITH charged AS (
    SELECT
        p.line_id, p.economic_code, p.amount,
        CASE
            WHEN p.amount IS NULL OR e.three_public_item IS NULL THEN 'unknown'
            WHEN e.three_public_item = 'none' THEN 'other'
            WHEN b.project_kind = 'project' AND p.economic_code = b.economic_code THEN 'budgeted'
            ELSE 'misused'
        END AS finding
    FROM payments AS p
    JOIN budget_lines AS b ON b.line_id = p.line_id AND b.project_kind IN ('project', 'special')
    LEFT JOIN economic_codes AS e
        ON e.unit_id = b.unit_id AND e.code = p.economic_code AND p.paid_on BETWEEN e.valid_from AND e.valid_to
),
found AS (
    SELECT
        line_id,
        SUM(CASE WHEN finding = 'misused' THEN amount ELSE 0 END) AS misused,
        SUM(CASE WHEN finding = 'misused' THEN 1 ELSE 0 END) AS payments,
        SUM(CASE WHEN finding = 'unknown' THEN 1 ELSE 0 END) AS unknown,
        MIN(CASE WHEN finding = 'misused' THEN economic_code END) AS first_code,
        MAX(CASE WHEN finding = 'misused' THEN economic_code END) AS last_code
    FROM charged
    GROUP BY line_id
)
SELECT
    b.line_id,
    CASE
        WHEN b.project_kind IS NULL THEN 'cannot_judge'
        WHEN b.project_kind = 'basic' THEN 'not_applicable'
        WHEN f.misused > 0 THEN 'fail'
        WHEN f.unknown > 0 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    f.misused AS amount,
    b.line_id AS case_key,
    b.project,
    f.misused,
    CAST(f.payments AS BIGINT) AS payments,
    CASE WHEN f.first_code = f.last_code THEN f.first_code ELSE f.first_code || '–' || f.last_code END AS codes
FROM budget_lines AS b
LEFT JOIN found AS f ON f.line_id = b.line_id
