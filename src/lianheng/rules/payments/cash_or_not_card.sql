/*
id: payments.cash_or_not_card
title: {zh: 违规使用现金、应刷公务卡未刷, en: Cash where the official card or a transfer is due}
subject: payments
severity: orange
basis:
  - {document: 中央预算单位公务卡强制结算目录, number: 财库〔2011〕160号, from: 2012-01-01, mark: V}
  - {document: 现金管理暂行条例, number: 国务院令第12号, article: 第五条, from: 1988-10-01, mark: K}
why:
  zh: 列入目录的公务支出应当刷公务卡，零星起点以上的付款应当转账；现金不留痕，虚报最难查。
  en: Spending on the list is to be paid by official card and what exceeds petty sums by transfer; cash leaves no trace.
message:
  zh: "{paid_on}以现金付{payee}{amount}元（科目{economic_code}）：{finding_zh}。"
  en: "{amount} yuan in cash to {payee} on {paid_on} (code {economic_code}): {finding_en}."
parameters:
  cash_codes:
    default: "301,303,30226"
    zh: 可以用现金付给个人的科目：工资福利、对个人的补助、劳务费（类或款，逗号分开）
    en: Codes (three or five digits, comma between) that may be paid to persons in cash, such as wages, benefits and labour
exclusions:
  zh: 冲销（负数），可以用现金付给个人的支出。乡镇级单位不适用公务卡目录，只判断现金起点。
  en: Reversals, and what may be paid to persons in cash. Units of town level are outside the list of the official card; only the limit for cash is judged there.
assumptions:
  zh: 刷卡、转账和国库支付均通过；不足免用卡金额的不作要求；目录和限额按支付当天有效的文本判断。
  en: Card, transfer and treasury payments pass. Below the exempt amount the card is not demanded. List and limits are those in force on the day.
since: 0.1.0
*/
WITH cash AS (
    SELECT
        p.payment_id, p.amount, p.economic_code, u.level, e.official_card,
        exempt.value AS exempt_below,
        line.value AS line,
        STRPOS(',' || $cash_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ',') > 0
        OR STRPOS(',' || $cash_codes || ',', ',' || p.economic_code || ',') > 0 AS may_be_cash
    FROM payments AS p
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
    LEFT JOIN economic_codes AS e
        ON e.unit_id = p.unit_id AND e.code = p.economic_code AND p.paid_on BETWEEN e.valid_from AND e.valid_to
    LEFT JOIN limits AS exempt
        ON exempt.limit_id = 'card_exempt_below' AND exempt.unit_id = p.unit_id
        AND p.paid_on BETWEEN exempt.valid_from AND exempt.valid_to
    LEFT JOIN limits AS line
        ON line.limit_id = 'cash_limit' AND line.unit_id = p.unit_id
        AND p.paid_on BETWEEN line.valid_from AND line.valid_to
    WHERE p.method = 'cash'
),
judged AS (
    SELECT
        payment_id,
        CAST(line AS DECIMAL(18, 2)) AS line,
        CASE
            WHEN may_be_cash THEN 'allowed'
            WHEN line IS NULL THEN 'unknown'
            -- Before the list was in force, and below its exempt amount, only the limit for cash counts.
            WHEN amount <= line AND (exempt_below IS NULL OR amount < exempt_below) THEN 'petty'
            WHEN economic_code IS NULL OR level IS NULL THEN 'unknown'
            WHEN official_card = 1 AND level <> 'town' AND amount >= exempt_below THEN 'card'
            WHEN amount > line THEN 'over_line'
            WHEN official_card IS NULL AND level <> 'town' THEN 'unknown'
            ELSE 'petty'
        END AS finding
    FROM cash
)
SELECT
    p.payment_id,
    CASE
        WHEN p.amount IS NULL OR p.method IS NULL THEN 'cannot_judge'
        WHEN p.amount <= 0 THEN 'not_applicable'
        WHEN p.method <> 'cash' THEN 'pass'
        WHEN p.paid_on IS NULL OR j.finding = 'unknown' THEN 'cannot_judge'
        WHEN j.finding = 'allowed' THEN 'not_applicable'
        WHEN j.finding IN ('card', 'over_line') THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    p.amount,
    p.payment_id AS case_key,
    p.payee,
    p.paid_on,
    p.economic_code,
    CASE j.finding
        WHEN 'card' THEN '属于公务卡强制结算目录'
        WHEN 'over_line' THEN '超过现金起点' || CAST(j.line AS VARCHAR) || '元'
        ELSE '科目、单位级次、日期或限额不明'
    END AS finding_zh,
    CASE j.finding
        WHEN 'card' THEN 'the code is on the list of the official card'
        WHEN 'over_line' THEN 'more than the ' || CAST(j.line AS VARCHAR) || ' yuan that may be paid in cash'
        ELSE 'code, level of the unit, day or limit is unknown'
    END AS finding_en
FROM payments AS p
LEFT JOIN judged AS j ON j.payment_id = p.payment_id
