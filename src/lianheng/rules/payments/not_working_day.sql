/*
id: payments.not_working_day
title: {zh: 非工作日或夜间付款, en: Paid on a day off or at night}
subject: payments
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
  - {document: 审计常用测试（周末、节假日、夜间办理的付款）, mark: K}
why:
  zh: 单位和银行都不办公的日子付出去的钱、夜里录入的凭证，往往绕开了平时把关的人。
  en: Money that leaves when neither office nor bank is open, and vouchers entered at night, often go round those who would otherwise look.
message:
  zh: "{paid_on}付{payee}{amount}元：{finding_zh}。"
  en: "{amount} yuan paid to {payee} on {paid_on}: {finding_en}."
exclusions:
  zh: 冲销（负数）。
  en: Reversals (negative amounts).
assumptions:
  zh: 工作日按国务院公布的放假安排，调休上班的周末是工作日；没有录入时间的只看支付日期。
  en: Working days follow the State Council's calendar, make-up days included; without a time of entry only the day of payment is judged.
since: 0.1.0
*/
WITH nights AS (
    SELECT
        m.unit_id, m.value AS until_hour, e.value AS from_hour,
        GREATEST(m.valid_from, e.valid_from) AS valid_from, LEAST(m.valid_to, e.valid_to) AS valid_to
    FROM limits AS m
    JOIN limits AS e ON e.unit_id = m.unit_id AND e.valid_from <= m.valid_to AND e.valid_to >= m.valid_from
    WHERE m.limit_id = 'night_until_hour' AND e.limit_id = 'night_from_hour'
),
entered AS (
    -- The instant as the clock in Beijing showed it.
    SELECT payment_id, unit_id, payee, amount, paid_on, CAST(entered_at AS TIMESTAMP) AS clock
    FROM payments
),
judged AS (
    SELECT
        p.payment_id, p.payee, p.amount, p.paid_on,
        CAST(p.clock AS DATE) AS entered_on,
        EXTRACT(HOUR FROM p.clock) AS entered_hour,
        CASE WHEN paid.published THEN paid.working END AS paid_working,
        CASE WHEN entry.published THEN entry.working END AS entered_working,
        EXTRACT(HOUR FROM p.clock) < n.until_hour OR EXTRACT(HOUR FROM p.clock) > n.from_hour AS is_night
    FROM entered AS p
    LEFT JOIN days AS paid ON paid.on_day = p.paid_on
    LEFT JOIN days AS entry ON entry.on_day = CAST(p.clock AS DATE)
    LEFT JOIN nights AS n ON n.unit_id = p.unit_id AND p.paid_on BETWEEN n.valid_from AND n.valid_to
)
SELECT
    payment_id,
    CASE
        WHEN amount IS NULL THEN 'cannot_judge'
        WHEN amount <= 0 THEN 'not_applicable'
        WHEN NOT paid_working OR NOT entered_working OR is_night THEN 'fail'
        WHEN paid_working IS NULL THEN 'cannot_judge'
        WHEN entered_on IS NOT NULL AND (entered_working IS NULL OR is_night IS NULL) THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    amount,
    payment_id AS case_key,
    payee,
    paid_on,
    entered_on,
    entered_hour,
    CASE
        WHEN NOT paid_working THEN '支付日不是工作日'
        WHEN NOT entered_working THEN '录入于' || CAST(entered_on AS VARCHAR) || '，不是工作日'
        WHEN is_night THEN '录入于' || CAST(entered_on AS VARCHAR) || '夜间' || CAST(entered_hour AS VARCHAR) || '时'
        ELSE '当年放假安排尚未公布，或日期、金额不明'
    END AS finding_zh,
    CASE
        WHEN NOT paid_working THEN 'the day of payment is no working day'
        WHEN NOT entered_working THEN 'it was entered on ' || CAST(entered_on AS VARCHAR) || ', no working day'
        WHEN is_night
            THEN 'it was entered at night, on ' || CAST(entered_on AS VARCHAR) || ' at ' || CAST(entered_hour AS VARCHAR) || ' h'
        ELSE 'the calendar of the year is not published, or day or amount is unknown'
    END AS finding_en
FROM judged
