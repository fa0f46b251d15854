/*
id: decisions.large_contract_undecided
title: {zh: 大额合同未经集体决策, en: Large contract without a collective decision}
subject: contracts
severity: red
basis:
  - {document: 中央纪委关于三重一大集体决策的要求, number: "", article: "", from: 2005-01-01, mark: K}
  - {document: 单位三重一大决策制度（大额资金起点由单位设定）, number: "", article: "", mark: P}
why:
  zh: 达到起点的大额资金使用须先由集体决定，再签合同。
  en: Money at or above the bureau's line is committed only after the body has decided on it.
message:
  zh: "与{supplier}的合同{signed_on}签订，连同增加额共{committed}元，达到大额资金起点{line}元：{finding_zh}。"
  en: "The contract with {supplier} of {signed_on}, {committed} yuan with its additions, reaches the line of {line} yuan: {finding_en}."
exclusions:
  zh: 低于大额资金起点的合同。
  en: Contracts below the line.
assumptions:
  zh: 变更增加额计入，减少额不计；会议在签订当天或者之前召开。
  en: Additions count, reductions do not. The meeting is on or before the day of signing.
since: 0.1.0
*/
WITH committed AS (
    SELECT
        contract_id, unit_id, supplier, signed_on, decision_id,
        amount + GREATEST(COALESCE(changed_amount, 0), 0) AS committed
    FROM contracts
),
decided AS (
    SELECT d.decision_id, d.passed, a.held_on
    FROM decisions AS d
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
),
found AS (
    SELECT
        c.contract_id, c.supplier, c.signed_on, c.committed, l.value AS line, d.held_on AS decided_on,
        CASE
            WHEN c.committed IS NULL OR c.signed_on IS NULL OR l.value IS NULL THEN 'unknown'
            WHEN c.committed < l.value THEN 'small'
            WHEN c.decision_id IS NULL THEN 'undecided'
            WHEN d.passed IS NULL OR d.held_on IS NULL THEN 'untraceable'
            WHEN NOT d.passed THEN 'rejected'
            WHEN d.held_on > c.signed_on THEN 'late'
            ELSE 'decided'
        END AS finding
    FROM committed AS c
    LEFT JOIN decided AS d ON d.decision_id = c.decision_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'large_funds_line' AND l.unit_id = c.unit_id AND c.signed_on BETWEEN l.valid_from AND l.valid_to
)
SELECT
    contract_id,
    CASE
        WHEN finding IN ('unknown', 'untraceable') THEN 'cannot_judge'
        WHEN finding = 'small' THEN 'not_applicable'
        WHEN finding = 'decided' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    committed AS amount,
    contract_id AS case_key,
    supplier,
    signed_on,
    committed,
    line,
    decided_on,
    CASE finding
        WHEN 'undecided' THEN '没有关联决策'
        WHEN 'untraceable' THEN '所列决策或其会议不在台账中'
        WHEN 'rejected' THEN '所列决策未获通过'
        WHEN 'late' THEN '会议晚于签订'
        ELSE '金额、日期或起点不明'
    END AS finding_zh,
    CASE finding
        WHEN 'undecided' THEN 'no decision is named'
        WHEN 'untraceable' THEN 'the decision named or its meeting is not on record'
        WHEN 'rejected' THEN 'the decision named was not passed'
        WHEN 'late' THEN 'the meeting came after the signing'
        ELSE 'amount, date or line unknown'
    END AS finding_en
FROM found
