/*
id: decisions.large_payment_undecided
title: {zh: 大额付款未经集体决策, en: Large payment without a collective decision}
subject: payments
severity: red
basis:
  - {document: 中央纪委关于三重一大集体决策的要求, number: "", article: "", from: 2005-01-01, mark: K}
  - {document: 单位三重一大决策制度（大额资金起点由单位设定）, number: "", article: "", mark: P}
why:
  zh: 达到起点的资金先由集体决定再付出；找不到决策的付款，谁批的、为什么付都说不清。
  en: Money at or above the bureau's line is paid only after the body has decided; a payment without a decision has nobody to answer for it.
message:
  zh: "{paid_on}付{payee}{net_amount}元，达到大额资金起点{line}元：{finding_zh}。"
  en: "{net_amount} yuan paid to {payee} on {paid_on} reach the line of {line} yuan: {finding_en}."
parameters:
  routine_codes:
    default: "301,303"
    zh: 按编制和标准发放、不逐笔上会的经济分类（前三位，逗号分开）
    en: Economic codes (first three digits, comma between) that are paid by establishment and need no decision each
exclusions:
  zh: 低于起点的付款，冲销和冲销后低于起点的付款，工资福利和对个人的补助。
  en: Payments below the line, reversals and what falls below the line by them, wages and benefits to persons.
assumptions:
  zh: 付款通过合同与决策相连；没有合同、但此前有同一金额的决策获得通过的，只能由人核对，判为无法判断。
  en: A payment is tied to a decision by its contract. Where it has none but a decision of the same amount was passed before, only a person can tell.
since: 0.1.0
*/
WITH reversals AS (
    SELECT reverses_id, CAST(SUM(amount) AS DECIMAL(18, 2)) AS reversed
    FROM payments
    WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id
),
decided AS (
    SELECT d.decision_id, d.unit_id, d.amount, d.passed, a.held_on
    FROM decisions AS d
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
),
same_amount AS (
    SELECT unit_id, amount, MIN(held_on) AS held_on
    FROM decided
    WHERE passed AND amount IS NOT NULL
    GROUP BY unit_id, amount
),
net AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, p.paid_on, p.contract_id, p.economic_code, p.amount,
        p.amount + COALESCE(r.reversed, 0) AS net_amount,
        l.value AS line
    FROM payments AS p
    LEFT JOIN reversals AS r ON r.reverses_id = p.payment_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'large_funds_line' AND l.unit_id = p.unit_id AND p.paid_on BETWEEN l.valid_from AND l.valid_to
),
found AS (
    SELECT
        n.payment_id, n.payee, n.paid_on, n.contract_id, n.net_amount, n.line,
        CASE
            WHEN n.amount IS NULL THEN 'unknown'
            WHEN n.line IS NULL THEN 'unknown'
            WHEN n.net_amount < n.line THEN 'small'
            WHEN STRPOS(',' || $routine_codes || ',', ',' || SUBSTR(n.economic_code, 1, 3) || ',') > 0 THEN 'routine'
            WHEN n.contract_id IS NULL AND s.held_on <= n.paid_on THEN 'same_amount'
            WHEN n.contract_id IS NULL THEN 'undecided'
            WHEN c.contract_id IS NULL THEN 'untraceable'
            WHEN c.decision_id IS NULL THEN 'undecided'
            WHEN d.passed IS NULL OR d.held_on IS NULL THEN 'untraceable'
            WHEN NOT d.passed THEN 'rejected'
            WHEN d.held_on > n.paid_on THEN 'late'
            ELSE 'decided'
        END AS finding
    FROM net AS n
    LEFT JOIN contracts AS c ON c.contract_id = n.contract_id
    LEFT JOIN decided AS d ON d.decision_id = c.decision_id
    LEFT JOIN same_amount AS s ON s.unit_id = n.unit_id AND s.amount = n.amount
)
SELECT
    payment_id,
    CASE
        WHEN finding IN ('small', 'routine') THEN 'not_applicable'
        WHEN finding IN ('unknown', 'untraceable', 'same_amount') THEN 'cannot_judge'
        WHEN finding = 'decided' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    net_amount AS amount,
    COALESCE(contract_id, payment_id) AS case_key,
    payee,
    paid_on,
    net_amount,
    line,
    CASE finding
        WHEN 'undecided' THEN '没有关联决策'
        WHEN 'same_amount' THEN '此前有同一金额的决策，但没有合同把两者连起来'
        WHEN 'untraceable' THEN '所列合同、决策或其会议不在台账中'
        WHEN 'rejected' THEN '合同所列决策未获通过'
        WHEN 'late' THEN '会议晚于付款'
        ELSE '金额、日期或起点不明'
    END AS finding_zh,
    CASE finding
        WHEN 'undecided' THEN 'no decision is named'
        WHEN 'same_amount' THEN 'a decision of the same amount came before, but no contract ties the two together'
        WHEN 'untraceable' THEN 'the contract, the decision or its meeting is not on record'
        WHEN 'rejected' THEN 'the decision named in the contract was not passed'
        WHEN 'late' THEN 'the meeting came after the payment'
        ELSE 'amount, date or line unknown'
    END AS finding_en
FROM found
