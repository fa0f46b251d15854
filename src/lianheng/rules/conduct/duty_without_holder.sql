/*
id: conduct.duty_without_holder
title: {zh: 责任事项无人承担, en: A duty without a holder}
subject: duties
severity: orange
basis:
  - {document: 党委（党组）落实全面从严治党主体责任规定, number: "", article: "", from: 2020-03-09, mark: V}
  - {document: 主体责任全程纪实办法（各地做法）, number: "", article: "", mark: P}
why:
  zh: 责任人调走或者还没到任，事项却没有移交，那些天就没有人负责。
  en: When the holder has left, or has not yet come, and nobody took over, nobody answers for those days.
message:
  zh: "“{text}”{starts_on}起、{ends_on}止，责任人{holder}（{joined_on}到岗，{left_on}离岗）有{days_without}天不在岗或不在册。"
  en: "“{text}” runs from {starts_on} to {ends_on}; its holder {holder} (joined {joined_on}, left {left_on}) was away or not on the roster for {days_without} days."
assumptions:
  zh: 事项期间自开始日至完成日，未完成的至到期日，开始之前已经完成的视为有人承担；到岗、离岗当天都算在岗；责任人空缺或不在人员表中的，整个期间无人承担。
  en: A duty runs from its start to its completion, or to its due date while undone; one completed before its start had a holder. The days of joining and leaving are served. A holder who is empty or not on the roster is missing all the time.
since: 0.1.0
*/
WITH periods AS (
    SELECT
        d.duty_id, d.text, d.holder_id, d.starts_on, p.name, p.person_id, p.joined_on, p.left_on,
        d.done_on, COALESCE(d.done_on, d.due_on) AS ends_on
    FROM duties AS d
    LEFT JOIN people AS p ON p.person_id = d.holder_id
),
counted AS (
    SELECT
        duty_id, text, holder_id, starts_on, done_on, ends_on, name, person_id, joined_on, left_on,
        DATE_DIFF('day', starts_on, ends_on) + 1 AS all_days,
        GREATEST(DATE_DIFF('day', starts_on, joined_on), 0) AS days_before,
        GREATEST(DATE_DIFF('day', COALESCE(left_on, ends_on), ends_on), 0) AS days_after
    FROM periods
)
SELECT
    duty_id,
    CASE
        WHEN starts_on IS NULL OR ends_on IS NULL THEN 'cannot_judge'
        WHEN person_id IS NULL THEN 'fail'
        WHEN done_on < starts_on THEN 'pass'
        WHEN ends_on < starts_on THEN 'cannot_judge'
        WHEN joined_on IS NULL THEN 'cannot_judge'
        WHEN days_before > 0 OR days_after > 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    -- Handing over is one matter for all duties of one holder.
    COALESCE(holder_id, duty_id) AS case_key,
    text,
    starts_on,
    ends_on,
    COALESCE(name, holder_id) AS holder,
    joined_on,
    left_on,
    CASE WHEN person_id IS NULL THEN all_days ELSE LEAST(all_days, days_before + days_after) END AS days_without
FROM counted
