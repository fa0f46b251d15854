/*
id: travel.same_invoice_twice
title: {zh: 同一发票报销两次, en: One invoice claimed twice}
subject: trips
severity: red
basis:
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2000-07-01, mark: L}
why:
  zh: 一张发票只能报销一次；换一种写法再附到另一张报销单上，就是重复报销。
  en: An invoice is refunded once; written in another way and attached to a second claim, it is refunded twice.
message:
  zh: "报销单{claim_id}的发票{invoice_id}（{seller}，{invoice_total}元），另附于报销单{other_claim}，写作{other_invoice}；本报销单这样的发票共{repeated}张。"
  en: "Claim {claim_id}: invoice {invoice_id} ({seller}, {invoice_total} yuan), also attached to claim {other_claim} as {other_invoice}; invoices of this kind in the claim: {repeated}."
exclusions:
  zh: 没有城市间交通费和住宿费、因而无须发票的行程，在报销单没有登记发票时不适用。作废的发票不比。
  en: Trips without fares or lodging need no invoice and are left out when their claim has none. Voided invoices are not compared.
assumptions:
  zh: 去掉分隔符、空格和前导零后，号码相同，或一个是另一个的末尾（代码未填），且末八位、销售方、开票日期和价税合计都相同的，是同一张发票。报销单同号的发票由登记时的唯一性拒收。重复金额记在编号较后的报销单的第一个行程上。
  en: >-
    Two numbers are one invoice when, without separators, blanks and leading zeros, they are equal or one is the tail of the other (its code
    left out), and seller, day and total agree. Equal numbers are refused on entry. The repeated sum stands with the first trip of the later
    claim.
since: 0.1.0
*/
WITH attached AS (
    SELECT
        claim_id, invoice_id, seller, issued_on, total,
        LTRIM(REPLACE(REPLACE(UPPER(invoice_id), '-', ''), ' ', ''), '0') AS number
    FROM invoices
    WHERE claim_id IS NOT NULL AND voided_on IS NULL
),
alike AS (
    SELECT seller, issued_on, total, RIGHT(number, 8) AS tail
    FROM attached
    GROUP BY seller, issued_on, total, RIGHT(number, 8)
    HAVING COUNT(DISTINCT claim_id) > 1
),
candidates AS (
    SELECT a.*, l.tail
    FROM attached AS a
    JOIN alike AS l
        ON l.seller = a.seller AND l.issued_on = a.issued_on AND l.total = a.total AND l.tail = RIGHT(a.number, 8)
),
pairs AS (
    SELECT
        a.claim_id, a.invoice_id, a.seller, a.total, a.claim_id > b.claim_id AS is_later,
        b.claim_id AS other_claim, b.invoice_id AS other_invoice,
        CASE WHEN a.invoice_id < b.invoice_id THEN a.invoice_id ELSE b.invoice_id END AS case_key
    FROM candidates AS a
    JOIN candidates AS b
        ON b.seller = a.seller AND b.issued_on = a.issued_on AND b.total = a.total AND b.tail = a.tail
        AND b.claim_id <> a.claim_id
    WHERE RIGHT(a.number, LENGTH(b.number)) = b.number OR RIGHT(b.number, LENGTH(a.number)) = a.number
),
repeated_invoices AS (
    SELECT
        claim_id, invoice_id, MIN(seller) AS seller, MIN(total) AS total, MAX(is_later) AS is_later,
        MIN(other_claim) AS other_claim, MIN(other_invoice) AS other_invoice, MIN(case_key) AS case_key
    FROM pairs
    GROUP BY claim_id, invoice_id
),
repeated_claims AS (
    SELECT
        claim_id, COUNT(*) AS repeated, MIN(case_key) AS case_key, MIN(invoice_id) AS first_invoice,
        SUM(CASE WHEN is_later THEN total END) AS repeated_total
    FROM repeated_invoices
    GROUP BY claim_id
),
recorded AS (
    SELECT DISTINCT claim_id FROM attached
),
first_trips AS (
    SELECT claim_id, MIN(trip_id) AS trip_id FROM trips GROUP BY claim_id
)
SELECT
    t.trip_id,
    CASE WHEN t.claim_id IS NULL THEN 'cannot_judge'
         WHEN r.claim_id IS NOT NULL THEN 'fail'
         WHEN i.claim_id IS NOT NULL THEN 'pass'
         WHEN t.transport_amount = 0 AND t.lodging_amount = 0 THEN 'not_applicable'
         ELSE 'cannot_judge' END AS outcome,
    CASE WHEN f.trip_id = t.trip_id THEN r.repeated_total END AS amount,
    COALESCE(r.case_key, t.trip_id) AS case_key,
    t.claim_id, r.repeated, n.invoice_id, n.seller, n.total AS invoice_total, n.other_claim, n.other_invoice
FROM trips AS t
LEFT JOIN recorded AS i ON i.claim_id = t.claim_id
LEFT JOIN repeated_claims AS r ON r.claim_id = t.claim_id
LEFT JOIN repeated_invoices AS n ON n.claim_id = r.claim_id AND n.invoice_id = r.first_invoice
LEFT JOIN first_trips AS f ON f.claim_id = t.claim_id
