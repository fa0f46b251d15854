/*
id: supplier.shell
title: {zh: 疑似空壳供应商, en: Possible shell supplier}
subject: suppliers
severity: orange
basis:
  - {document: 中华人民共和国政府采购法, article: 第二十二条, from: 2003-01-01, mark: L}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, from: 2014-01-01, mark: K}
why:
  zh: 刚成立就收款、没有员工、只有一个客户、发票连号的供应商，可能没有真实经营。
  en: A supplier paid as soon as founded, without staff, with one customer and invoices in a row may have no business of its own.
message:
  zh: "{signs}项迹象（界限{line}项，{unknown}项不详）：成立后{first_days}天首次收款，参保{insured_staff}人，付款单位{customers}家，发票{invoices}张{row_zh}；已付{paid}元。"
  en: "{signs} signs (the line is {line}, {unknown} unknown): first paid {first_days} days after registration, {insured_staff} insured staff, {customers} paying units, {invoices} invoices {row_en}; {paid} yuan paid."
parameters:
  line: {default: 2, zh: 几项迹象才报, en: Signs that raise the flag}
  young_days: {default: 90, zh: 成立后多少天内收款算刚成立, en: Days after registration within which a first payment counts}
  ledger_units: {default: 3, zh: 台账里有几家付款单位时，只有一家付款才算迹象, en: Paying units in the ledger from which a single customer is a sign}
  invoices_in_row: {default: 3, zh: 至少几张发票全部连号才算迹象, en: "Invoices, all in a row, that are a sign"}
exclusions:
  zh: 没有收过款的供应商。
  en: Suppliers never paid.
assumptions:
  zh: 付款按统一社会信用代码对应，一方没有代码的按名称；冲销不计。成立日、参保人数没有的，台账付款单位太少的，不足几张发票号的，该项不详；已有迹象加不详项够界限的无法判断。
  en: Payments are matched by credit code, by name where either side has none; reversals do not count. A missing registration day or number of staff, too few paying units or invoice numbers make a sign unknown; where the unknown ones could reach the line it cannot be judged.
since: 0.1.0
*/
WITH paid AS (
    SELECT
        payee_uscc, payee, MIN(paid_on) AS first_on, MIN(unit_id) AS one_unit, MAX(unit_id) AS other_unit,
        SUM(amount) AS paid,
        COUNT(TRY_CAST(RIGHT(invoice_no, 8) AS BIGINT)) AS invoices,
        MIN(TRY_CAST(RIGHT(invoice_no, 8) AS BIGINT)) AS first_invoice,
        MAX(TRY_CAST(RIGHT(invoice_no, 8) AS BIGINT)) AS last_invoice,
        SUM(TRY_CAST(RIGHT(invoice_no, 8) AS BIGINT)) AS invoice_sum
    FROM payments
    WHERE amount > 0
    GROUP BY payee_uscc, payee
),
ledger AS (
    SELECT COUNT(DISTINCT unit_id) AS units
    FROM payments
),
known AS (
    SELECT supplier_id, name, COALESCE(uscc, CASE WHEN LENGTH(supplier_id) = 18 THEN supplier_id END) AS code
    FROM suppliers
),
-- by credit code; by name where either side has no code
received AS (
    SELECT k.supplier_id, p.*
    FROM known AS k
    JOIN paid AS p ON p.payee_uscc = k.code
    UNION ALL
    SELECT k.supplier_id, p.*
    FROM known AS k
    JOIN paid AS p ON p.payee = k.name
    WHERE p.payee_uscc IS NULL OR k.code IS NULL
),
-- numbers stand in a row without a gap when they fill their span and their sum is that of the span
totals AS (
    SELECT
        supplier_id, MIN(first_on) AS first_on, SUM(paid) AS paid,
        MIN(one_unit) = MAX(other_unit) AS one_customer,
        SUM(invoices) AS invoices,
        MAX(last_invoice) - MIN(first_invoice) + 1 = SUM(invoices)
            AND 2 * SUM(invoice_sum) = SUM(invoices) * (MIN(first_invoice) + MAX(last_invoice)) AS all_in_row
    FROM received
    GROUP BY supplier_id
),
signs AS (
    SELECT
        s.supplier_id, s.insured_staff, t.supplier_id AS paid_id, t.paid, t.invoices, t.one_customer,
        DATE_DIFF('day', s.registered_on, t.first_on) AS first_days,
        CASE
            WHEN s.registered_on IS NULL THEN NULL
            WHEN DATE_DIFF('day', s.registered_on, t.first_on) <= $young_days THEN 1 ELSE 0
        END AS young,
        CASE WHEN s.insured_staff IS NULL THEN NULL WHEN s.insured_staff = 0 THEN 1 ELSE 0 END AS nobody,
        CASE WHEN NOT t.one_customer THEN 0 WHEN l.units >= $ledger_units THEN 1 END AS alone,
        CASE WHEN t.invoices >= $invoices_in_row THEN CASE WHEN t.all_in_row THEN 1 ELSE 0 END END AS in_row
    FROM suppliers AS s
    LEFT JOIN totals AS t ON t.supplier_id = s.supplier_id
    CROSS JOIN ledger AS l
),
added AS (
    SELECT
        *,
        COALESCE(young, 0) + COALESCE(nobody, 0) + COALESCE(alone, 0) + COALESCE(in_row, 0) AS signs,
        CASE WHEN young IS NULL THEN 1 ELSE 0 END + CASE WHEN nobody IS NULL THEN 1 ELSE 0 END
            + CASE WHEN alone IS NULL THEN 1 ELSE 0 END + CASE WHEN in_row IS NULL THEN 1 ELSE 0 END AS unknown
    FROM signs
)
SELECT
    supplier_id,
    CASE
        WHEN paid_id IS NULL THEN 'not_applicable'
        WHEN signs >= $line THEN 'fail'
        WHEN signs + unknown >= $line THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    paid AS amount,
    supplier_id AS case_key,
    signs, unknown, first_days, insured_staff, invoices, paid, $line AS line,
    CASE WHEN one_customer THEN '1' ELSE '2+' END AS customers,
    CASE WHEN in_row = 1 THEN '全部连号' ELSE '' END AS row_zh,
    CASE WHEN in_row = 1 THEN 'all in a row' ELSE '' END AS row_en
FROM added
