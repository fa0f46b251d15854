/*
id: payments.hidden_hospitality
title: {zh: 其他科目隐匿接待费, en: Hospitality hidden under other codes}
subject: payments
severity: orange
basis:
  - {document: 党政机关厉行节约反对浪费条例, number: 中发〔2013〕13号, from: 2013-11-18, to: 2025-05-17, mark: K}
  - {document: 党政机关厉行节约反对浪费条例（2025年修订）, from: 2025-05-18, mark: V}
  - {document: 审计署2019年预算执行审计方法, article: A0116, mark: V}
why:
  zh: 接待费不得以会议、培训、办公、劳务等名义列支；餐饮、烟酒、礼品出现在这些科目，三公经费就少报了。
  en: Hospitality may not be charged as meetings, training, office supplies or labour. Catering, drink, tobacco and gifts under these codes make the three public expenses look smaller.
message:
  zh: "{paid_on}付{payee}{paid}元，列在{economic_code}，摘要“{purpose}”：{finding_zh}。"
  en: "{paid} yuan paid to {payee} on {paid_on} under {economic_code}, purpose “{purpose}”: {finding_en}."
parameters:
  hiding_codes:
    default: "30201,30202,30203,30215,30216,30226,30227,30239,30299"
    zh: 容易藏接待费的科目：办公、印刷、咨询、会议、培训、劳务、委托业务、其他交通、其他（逗号分开）
    en: Codes where hospitality is hidden, such as office supplies, printing, consulting, meetings, training, labour and other (comma between)
  gathering_codes:
    default: "30215,30216"
    zh: 可以在宾馆举办的事项：会议、培训（逗号分开）
    en: Codes of what may be held in a hotel, meetings and training (comma between)
  words:
    default: "餐|宴|接待|招待|礼品|礼盒|土特产|香烟|卷烟|烟酒|白酒|红酒|酒水|茅台|五粮液|KTV|足浴|会所"
    zh: 摘要中的字样
    en: Words in the purpose
  caterers:
    default: "餐饮|饭店|饭庄|酒楼|酒家|食府|菜馆|火锅|烧烤|大排档|烟酒|酒业|酒行|名酒|茶楼|茶庄|礼品|特产|会所|娱乐"
    zh: 收款人名称中的字样
    en: Words in the payee's name
  hotels:
    default: "酒店|宾馆|大饭店|度假"
    zh: 住宿单位名称中的字样，会议、培训除外
    en: Words of hotels in the payee's name, not counted for meetings and training
exclusions:
  zh: 冲销（负数），不在所列科目的付款。
  en: Reversals, payments under other codes.
assumptions:
  zh: 会议、培训可以在宾馆举办，收款人是宾馆不算，摘要写明用餐、礼品的仍然列出，由人核对会议、培训的预算。
  en: A hotel as payee is no sign under meetings and training, but meals or gifts in the purpose are listed, to be checked against the event's budget.
since: 0.1.0
*/
WITH codes AS (
    SELECT
        economic_code,
        STRPOS(',' || $hiding_codes || ',', ',' || economic_code || ',') > 0 AS may_hide,
        STRPOS(',' || $gathering_codes || ',', ',' || economic_code || ',') > 0 AS may_lodge
    FROM (SELECT DISTINCT economic_code FROM payments) AS p
),
read AS (
    -- Only the codes that may hide something are worth reading word by word; for the others the words stay unread.
    SELECT
        p.payment_id, p.payee, p.amount, p.paid_on, p.economic_code, p.purpose, c.may_hide,
        CASE WHEN c.may_hide THEN REGEXP_MATCHES(p.purpose, $words) END AS word_found,
        CASE WHEN c.may_hide THEN REGEXP_MATCHES(p.payee, $caterers) END AS caterer_found,
        CASE
            WHEN c.may_lodge THEN FALSE
            WHEN c.may_hide THEN REGEXP_MATCHES(p.payee, $hotels)
        END AS hotel_found
    FROM payments AS p
    LEFT JOIN codes AS c ON c.economic_code = p.economic_code
)
SELECT
    payment_id,
    CASE
        WHEN amount IS NULL THEN 'cannot_judge'
        WHEN amount <= 0 THEN 'not_applicable'
        WHEN economic_code IS NULL THEN 'cannot_judge'
        WHEN NOT may_hide THEN 'not_applicable'
        WHEN word_found OR caterer_found OR hotel_found THEN 'fail'
        WHEN purpose IS NULL OR payee IS NULL THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    amount,
    payment_id AS case_key,
    payee,
    amount AS paid,
    paid_on,
    economic_code,
    purpose,
    CASE
        WHEN word_found THEN '摘要有餐饮、接待、烟酒或礼品字样'
        WHEN caterer_found THEN '收款人是餐饮、烟酒或礼品商家'
        WHEN hotel_found THEN '收款人是宾馆酒店'
        ELSE '科目、摘要、收款人或金额不明'
    END AS finding_zh,
    CASE
        WHEN word_found THEN 'the purpose names meals, receptions, tobacco, drink or gifts'
        WHEN caterer_found THEN 'the payee sells meals, tobacco, drink or gifts'
        WHEN hotel_found THEN 'the payee is a hotel'
        ELSE 'code, purpose, payee or amount is unknown'
    END AS finding_en
FROM read
