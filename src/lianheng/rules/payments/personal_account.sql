/*
id: payments.personal_account
title: {zh: 公务支出转入个人账户, en: Business spending paid to a private account}
subject: payments
severity: orange
basis:
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第十七条, from: 2005-02-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 买东西、买服务的钱应当付给卖方单位；转到个人，特别是本单位人员的账户，容易套现和私存。
  en: What is bought is paid to the firm that sold it. Paid to a person, above all to one of the unit's own, it is easily turned into cash or kept.
message:
  zh: "{paid_on}付{payee}{amount}元（科目{economic_code}）：{finding_zh}。"
  en: "{amount} yuan paid to {payee} on {paid_on} (code {economic_code}): {finding_en}."
parameters:
  purchase_codes:
    default: "302,309,310"
    zh: 应当付给单位的支出的经济分类（前三位，逗号分开）
    en: Economic codes (first three digits, comma between) of what is due to firms
  person_codes:
    default: "30216,30226,30228,30229"
    zh: 其中可以付给个人的科目：培训讲课、劳务、工会、福利（逗号分开）
    en: Codes among them that may be due to persons, such as lectures, labour, union and welfare
  surnames:
    default: "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄"
    zh: 常见姓氏，用来认出个人名称
    en: Common surnames, by which a person's name is known
  firm_endings:
    default: "局厅部处科室院校所站队馆会社厂店行司团园场办委府村镇乡街区县市库网报台房铺坊楼城堂轩阁户组中心"
    zh: 以这些字结尾的不是个人
    en: Names that end in these characters are no persons
exclusions:
  zh: 冲销（负数），报销单付款，刷卡和现金，工资、补助、劳务等本来付给个人的支出。
  en: Reversals, payments of claims, card and cash, and what is due to persons, such as wages, benefits and labour.
assumptions:
  zh: 收款账号是人员登记的账号，收款人与本单位人员同名，或者收款人没有信用代码、名称像个人姓名（二三字、常见姓氏），都视为个人。
  en: A payee is a person when the account is one of the staff's, when the name is that of one of the unit's people, or when there is no credit code and the name looks like a person's (two or three characters, common surname).
since: 0.1.0
*/
WITH staff_accounts AS (
    SELECT bank_account, MIN(name) AS name
    FROM people
    WHERE bank_account IS NOT NULL
    GROUP BY bank_account
),
staff_names AS (
    SELECT unit_id, name
    FROM people
    WHERE name IS NOT NULL
    GROUP BY unit_id, name
),
judged AS (
    SELECT
        p.payment_id, p.payee, p.amount, p.paid_on, p.economic_code,
        CASE
            WHEN p.amount IS NULL OR p.method IS NULL THEN 'unknown'
            WHEN p.amount <= 0 OR p.claim_id IS NOT NULL OR p.method IN ('card', 'cash') THEN 'exempt'
            WHEN STRPOS(',' || $purchase_codes || ',', ',' || SUBSTR(p.economic_code, 1, 3) || ',') = 0 THEN 'exempt'
            WHEN STRPOS(',' || $person_codes || ',', ',' || p.economic_code || ',') > 0 THEN 'exempt'
            WHEN p.payee IS NULL THEN 'unknown'
            WHEN a.bank_account IS NOT NULL THEN 'staff_account'
            WHEN p.payee_uscc IS NULL AND n.name IS NOT NULL THEN 'staff_name'
            WHEN p.payee_uscc IS NULL AND LENGTH(p.payee) BETWEEN 2 AND 3
                AND STRPOS($surnames, LEFT(p.payee, 1)) > 0
                AND STRPOS($firm_endings, RIGHT(p.payee, 1)) = 0 THEN 'person'
            ELSE 'firm'
        END AS finding
    FROM payments AS p
    LEFT JOIN staff_accounts AS a ON a.bank_account = p.payee_account
    LEFT JOIN staff_names AS n ON n.unit_id = p.unit_id AND n.name = p.payee
)
SELECT
    payment_id,
    CASE
        WHEN finding = 'unknown' THEN 'cannot_judge'
        WHEN finding = 'exempt' THEN 'not_applicable'
        WHEN finding = 'firm' THEN 'pass'
        WHEN economic_code IS NULL THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    amount,
    payment_id AS case_key,
    payee,
    paid_on,
    economic_code,
    CASE finding
        WHEN 'staff_account' THEN '收款账号是工作人员的个人账号'
        WHEN 'staff_name' THEN '收款人与本单位人员同名'
        WHEN 'person' THEN '收款人没有信用代码，名称像个人姓名'
        ELSE '金额、支付方式或收款人不明'
    END AS finding_zh,
    CASE finding
        WHEN 'staff_account' THEN 'the account is that of a member of staff'
        WHEN 'staff_name' THEN 'the payee has the name of one of the unit''s people'
        WHEN 'person' THEN 'the payee has no credit code and a person''s name'
        ELSE 'amount, method or payee is unknown'
    END AS finding_en
FROM judged
