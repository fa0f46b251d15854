/*
id: conduct.circular_conveyed
title: {zh: 上级文件通报未传达或迟传达, en: A document from above not passed on in time}
subject: documents
severity: yellow
basis:
  - {document: 本单位收文传达制度, number: "", article: "", mark: P}
why:
  zh: 通报和文件不传达，该警示的人没有看到，该落实的要求没有人知道。
  en: A circular that is not passed on warns nobody, and its demands remain unknown.
message:
  zh: "《{title}》{received_on}收文，应于{convey_due_on}前传达（未定期限的收文后{days}天内），首次传达{conveyed_on}，运行日{as_at}。"
  en: "“{title}” was received on {received_on} and due to be passed on by {convey_due_on} (within {days} days where no date is set); first passed on {conveyed_on}, day of the run {as_at}."
parameters:
  days:
    default: 30
    zh: 没有规定传达期限的精神、通报和典型案例，收文后多少天内传达
    en: Days after receipt within which spirit documents, circulars and case bulletins without a date of their own are passed on
exclusions:
  zh: 期限未到、尚未传达的文件；没有规定传达期限的法规和通知。
  en: Documents not yet passed on whose date has not passed; regulations and notices without a date.
assumptions:
  zh: 文件没有所属单位，任一单位的任一活动学习了该文件就算传达；期限当天传达算按期；活动日晚于运行日的按未传达计。
  en: Documents belong to no unit, so any activity of any unit that names the document passes it on. The due date itself is in time. An activity after the run's day has not happened yet.
period: until
since: 0.1.0
*/
WITH conveyed AS (
    SELECT a.document_id, MIN(a.held_on) AS conveyed_on
    FROM activities AS a
    CROSS JOIN run
    WHERE a.document_id IS NOT NULL AND a.held_on <= run.as_at
    GROUP BY a.document_id
),
dated AS (
    SELECT
        d.document_id, d.title, d.kind, d.received_on, d.convey_due_on, c.conveyed_on, run.as_at,
        DATE_DIFF('day', d.received_on, COALESCE(c.conveyed_on, run.as_at)) AS days_since_receipt
    FROM documents AS d
    CROSS JOIN run
    LEFT JOIN conveyed AS c ON c.document_id = d.document_id
)
SELECT
    document_id,
    CASE
        WHEN kind IS NULL THEN 'cannot_judge'
        WHEN convey_due_on IS NULL AND kind IN ('regulation', 'notice') THEN
            CASE WHEN conveyed_on IS NULL THEN 'not_applicable' ELSE 'pass' END
        WHEN convey_due_on IS NULL AND days_since_receipt IS NULL THEN 'cannot_judge'
        WHEN convey_due_on IS NULL AND days_since_receipt > $days THEN 'fail'
        WHEN COALESCE(conveyed_on, as_at) > convey_due_on THEN 'fail'
        WHEN conveyed_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    document_id AS case_key,
    title,
    received_on,
    convey_due_on,
    conveyed_on,
    as_at,
    $days AS days
FROM dated
