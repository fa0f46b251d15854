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
    zh: 可以用现金支付给个人的科目：工资福利、对个人的补助、劳务费（开头几位，逗号分开）
    en: Codes that may be paid to persons in cash, such as wages, benefits and labour (leading digits, comma between)
exclusions:
  zh: 非现金付款之外不涉及的：冲销（负数）；乡镇级单位不在公务卡目录范围，只判断现金起点。
  en: Reversals. Units of town level are outside the list of the official card; only the limit for cash is judged there.
assumptions:
  zh: 刷卡、转账和国库支付均通过；目录科目低于免用卡金额的（没有刷卡条件的零星支出）不作要求；目录自生效之日起判断。
  en: Card, transfer and treasury payments pass. Below the exempt amount, as where no terminal is at hand, the card is not demanded. The list counts from its first day.
since: 0.1.0
*/
WITH cash AS (
    SELECT
        p.payment_id, p.unit_id, p.payee, p.amount, p.paid_on, p.economic_code,
        COALESCE(
            STRPOS($cash_codes, SUBSTR(p.economic_code, 1, 3)) > 0 AND SUBSTR(p.economic_code, 1, 3) <> '302'
            OR STRPOS($cash_codes, p.economic_code) > 0, FALSE
        ) AS may_be_cash,
        e.code IS NULL AND p.economic_code IS NULL AS has_no_code,
        COALESCE(e.official_card, 0) = 1 AND u.level <> 'town' AND p.amount >= exempt.value AS needs_card,
        CAST(line.value AS DECIMAL(18, 2)) AS line
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
)
SELECT 1
