/*
id: travel.consecutive_invoices
title: {zh: 发票连号, en: Invoices with consecutive numbers}
subject: trips
severity: yellow
basis:
  - {document: 财政违法行为处罚处分条例, number: 国务院令第427号, article: 第六条, from: 2005-02-01, mark: L}
  - {document: 中华人民共和国会计法, article: 第十四条, from: 2000-07-01, mark: L}
why:
  zh: 同一销售方连着开出的几张发票都进了一张报销单，可能是一次开具、凑数报销。
  en: Several invoices that one seller issued one after another, all in one claim, may have been drawn up at once to fill it.
message:
  zh: "报销单{claim_id}有{seller}的{invoices_in_run}张连号发票，{first_invoice}至{last_invoice}，共{run_total}元；报销单上出差{travellers}人。"
  en: "Claim {claim_id} holds {invoices_in_run} consecutive invoices of {seller}, {first_invoice} to {last_invoice}, {run_total} yuan in all, for {travellers} travellers."
parameters:
  run_length: {default: 3, zh: 连号几张起提示, en: Invoices in a row from which to warn}
exclusions:
  zh: 没有城市间交通费和住宿费、因而无须发票的行程，在报销单没有登记发票时不适用。作废的发票不比。
  en: Trips without fares or lodging need no invoice and are left out when their claim has none. Voided invoices are not compared.
assumptions:
  zh: 末八位为顺序号，前面相同才算同一本。同行者同时退房各开一张是正常的，因此连号张数须多于报销单上的出差人数。同一销售方的发票够数而有的没有数字号码时，无法判断。金额为连号发票合计，记在该报销单的第一个行程上。
  en: >-
    The last eight digits are the serial number, what stands before must agree. Fellow travellers who check out together have one each, so
    the run must be longer than the travellers are many. When a seller has enough invoices and some lack a numeric number, it is left open.
    The amount is the run's total, with the first trip of the claim.
since: 0.1.0
*/
WITH attached AS (
    SELECT
        claim_id, COALESCE(seller_uscc, seller) AS seller_key, seller, invoice_id, total,
        REPLACE(REPLACE(UPPER(invoice_id), '-', ''), ' ', '') AS number
    FROM invoices
    WHERE claim_id IS NOT NULL AND voided_on IS NULL
),
frequent AS (
    SELECT claim_id, seller_key
    FROM attached
    GROUP BY claim_id, seller_key
    HAVING COUNT(*) >= $run_length
),
numbered AS (
    SELECT
        a.claim_id, a.seller_key, a.seller, a.invoice_id, a.total,
        LEFT(a.number, LENGTH(a.number) - 8) AS book,
        CASE WHEN LENGTH(a.number) >= 8 THEN TRY_CAST(RIGHT(a.number, 8) AS BIGINT) END AS serial
    FROM attached AS a
    JOIN frequent AS f ON f.claim_id = a.claim_id AND f.seller_key = a.seller_key
),
stepped AS (
    -- within a run the serial grows as fast as the position, so that their difference stays the same
    SELECT
        n.*,
        serial - ROW_NUMBER() OVER (PARTITION BY claim_id, seller_key, book ORDER BY serial, invoice_id) AS run_key
    FROM numbered AS n
    WHERE serial IS NOT NULL
),
runs AS (
    SELECT
        claim_id, seller_key, book, run_key, MIN(seller) AS seller, COUNT(*) AS invoices_in_run,
        MIN(invoice_id) AS first_invoice, MAX(invoice_id) AS last_invoice, SUM(total) AS run_total
    FROM stepped
    GROUP BY claim_id, seller_key, book, run_key
    HAVING COUNT(*) >= $run_length
),
travellers AS (
    SELECT claim_id, COUNT(DISTINCT person_id) AS travellers, MIN(trip_id) AS first_trip
    FROM trips
    WHERE claim_id IN (SELECT claim_id FROM frequent)
    GROUP BY claim_id
),
suspicious AS (
    SELECT
        r.*, t.travellers, t.first_trip,
        ROW_NUMBER() OVER (PARTITION BY r.claim_id ORDER BY r.invoices_in_run DESC, r.first_invoice) AS order_no,
        SUM(r.run_total) OVER (PARTITION BY r.claim_id) AS claim_total
    FROM runs AS r
    JOIN travellers AS t ON t.claim_id = r.claim_id
    WHERE r.invoices_in_run > t.travellers
),
unnumbered AS (
    SELECT DISTINCT claim_id FROM numbered WHERE serial IS NULL
),
recorded AS (
    SELECT DISTINCT claim_id FROM attached
)
SELECT
    t.trip_id,
    CASE WHEN t.claim_id IS NULL THEN 'cannot_judge'
         WHEN s.claim_id IS NOT NULL THEN 'fail'
         WHEN u.claim_id IS NOT NULL THEN 'cannot_judge'
         WHEN i.claim_id IS NOT NULL THEN 'pass'
         WHEN t.transport_amount = 0 AND t.lodging_amount = 0 THEN 'not_applicable'
         ELSE 'cannot_judge' END AS outcome,
    CASE WHEN s.first_trip = t.trip_id THEN s.claim_total END AS amount,
    COALESCE(t.claim_id, t.trip_id) AS case_key,
    t.claim_id, s.seller, s.invoices_in_run, s.first_invoice, s.last_invoice, s.run_total, s.travellers
FROM trips AS t
LEFT JOIN suspicious AS s ON s.claim_id = t.claim_id AND s.order_no = 1
LEFT JOIN unnumbered AS u ON u.claim_id = t.claim_id
LEFT JOIN recorded AS i ON i.claim_id = t.claim_id
