/*
id: conduct.claimed_without_evidence
title: {zh: 履职无佐证, en: Said to be done and nothing shows it}
subject: duties
severity: orange
basis:
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
  - {document: 党委（党组）落实全面从严治党主体责任规定, number: "", article: "", from: 2020-03-09, mark: V}
why:
  zh: 说做了却没有任何材料，纪实就成了填表。
  en: A duty claimed without a single paper turns the record into form-filling.
message:
  zh: "“{text}”记为{done_on}完成，佐证{evidence_count}件，责任人{holder}。"
  en: "“{text}” is recorded as done on {done_on} with {evidence_count} pieces of evidence; holder {holder}."
exclusions:
  zh: 尚未完成的责任事项。
  en: Duties not yet done.
since: 0.1.0
*/
SELECT
    d.duty_id,
    CASE
        WHEN d.done_on IS NULL OR d.done_on > run.as_at THEN 'not_applicable'
        WHEN d.evidence_count IS NULL THEN 'cannot_judge'
        WHEN d.evidence_count <= 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    d.duty_id AS case_key,
    d.text,
    d.done_on,
    d.evidence_count,
    COALESCE(p.name, d.holder_id) AS holder
FROM duties AS d
CROSS JOIN run
LEFT JOIN people AS p ON p.person_id = d.holder_id
