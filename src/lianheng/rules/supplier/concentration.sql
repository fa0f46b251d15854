/*
id: supplier.concentration
title: {zh: 支付过度集中于一家供应商, en: Spending concentrated on one supplier}
subject: suppliers
severity: yellow
basis:
  - {document: 中华人民共和国政府采购法, article: 第三条、第五条, from: 2003-01-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 一类支出大半给了同一家，或者一年里猛增，要看有没有经过竞争。
  en: When most of one kind of spending goes to one supplier, or grows by leaps, see whether there was competition.
message:
  zh: "{unit}近一年{economic_code}科目付给它{paid}元，占该科目{code_total}元的{share:%}（界限{line:%}），上年{paid_before}元，增长{growth:%}（界限{growth_line:%}）。"
  en: "In the past year {unit} paid it {paid} yuan under {economic_code}, {share:%} of {code_total} (line {line:%}); the year before {paid_before}, growth {growth:%} (line {growth_line:%})."
parameters:
  line: {default: 0.5, zh: 占一个科目的比例超过多少, en: Share of one code above which the flag is raised}
  growth_line: {default: 2, zh: 一年增长超过多少倍（2即增长200%）, en: Growth in a year above which the flag is raised (2 is 200 %)}
  minimum_amount: {default: 100000, zh: 近一年付给它少于这个数的不报, en: Less than this paid in the past year is not flagged}
  minimum_payees: {default: 3, zh: 科目的收款人少于这个数的不比占比, en: Codes with fewer payees are not compared by share}
  excluded_codes: {default: 30205|30206|30207, zh: 不看的科目（水电、邮电等独家供应）, en: "Codes left out (water, power, post and other sole suppliers)"}
exclusions:
  zh: 近一年没有收款的供应商，只在排除的科目收款的。
  en: Suppliers not paid in the past year, or only under codes left out.
assumptions:
  zh: 近一年指截止日往前一年；按单位和经济分类科目比；付款按统一社会信用代码对应，一方没有代码的按名称；冲销相抵。没有科目的付款无法归类。
  en: The past year ends on the day of the run; units and economic codes are compared one by one; payments are matched by credit code, by name where either side has none; reversals are set off. Payments without a code cannot be placed.
since: 0.1.0
*/
WITH spent AS (
    SELECT
        p.unit_id, p.economic_code, p.payee_uscc, p.payee,
        SUM(CASE WHEN p.paid_on > run.as_at - INTERVAL 1 YEAR THEN p.amount END) AS paid,
        SUM(CASE WHEN p.paid_on <= run.as_at - INTERVAL 1 YEAR THEN p.amount END) AS paid_before
    FROM payments AS p
    CROSS JOIN run
    WHERE p.paid_on <= run.as_at AND p.paid_on > run.as_at - INTERVAL 2 YEAR
        -- a supplier belongs to no unit; a run about one unit speaks of that unit's money alone
        AND (run.unit_id IS NULL OR p.unit_id = run.unit_id)
        AND COALESCE(STRPOS('|' || $excluded_codes || '|', '|' || p.economic_code || '|'), 0) = 0
    GROUP BY p.unit_id, p.economic_code, p.payee_uscc, p.payee
),
codes AS (
    SELECT unit_id, economic_code, SUM(paid) AS code_total, COUNT(DISTINCT COALESCE(payee_uscc, payee)) AS payees
    FROM spent
    WHERE paid > 0
    GROUP BY unit_id, economic_code
),
known AS (
    SELECT supplier_id, name, COALESCE(uscc, CASE WHEN LENGTH(supplier_id) = 18 THEN supplier_id END) AS code
    FROM suppliers
),
received AS (
    SELECT k.supplier_id, x.unit_id, x.economic_code, x.paid, x.paid_before
    FROM known AS k
    JOIN spent AS x ON x.payee_uscc = k.code
    UNION ALL
    SELECT k.supplier_id, x.unit_id, x.economic_code, x.paid, x.paid_before
    FROM known AS k
    JOIN spent AS x ON x.payee = k.name
    WHERE x.payee_uscc IS NULL OR k.code IS NULL
),
totals AS (
    SELECT
        supplier_id, unit_id, economic_code,
        SUM(COALESCE(paid, 0)) AS paid, SUM(COALESCE(paid_before, 0)) AS paid_before
    FROM received
    GROUP BY supplier_id, unit_id, economic_code
),
shares AS (
    SELECT
        t.*, c.code_total, c.payees,
        CASE WHEN c.payees >= $minimum_payees THEN CAST(t.paid AS DOUBLE) / c.code_total END AS share,
        CASE WHEN t.paid_before > 0 THEN CAST(t.paid AS DOUBLE) / t.paid_before - 1 END AS growth
    FROM totals AS t
    LEFT JOIN codes AS c ON c.unit_id = t.unit_id AND c.economic_code = t.economic_code
    WHERE t.paid > 0
),
states AS (
    SELECT
        *,
        CASE
            WHEN paid < $minimum_amount THEN 2
            WHEN economic_code IS NULL THEN 1
            WHEN share > $line OR growth > $growth_line THEN 0
            ELSE 3
        END AS state
    FROM shares
),
spoken AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY supplier_id ORDER BY state, paid DESC, unit_id, economic_code) AS place
    FROM states
)
SELECT
    s.supplier_id,
    CASE
        WHEN k.supplier_id IS NULL THEN 'not_applicable'
        WHEN k.state = 0 THEN 'fail'
        WHEN k.state = 1 THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    k.paid AS amount,
    s.supplier_id AS case_key,
    k.unit_id AS unit, k.economic_code, k.paid, k.code_total, k.share, k.paid_before, k.growth,
    $line AS line, $growth_line AS growth_line
FROM suppliers AS s
LEFT JOIN spoken AS k ON k.supplier_id = s.supplier_id AND k.place = 1
