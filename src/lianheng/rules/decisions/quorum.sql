/*
id: decisions.quorum
title: {zh: 议事到会人数不足, en: Decided without a quorum}
subject: decisions
severity: red
basis:
  - {document: 中国共产党党组工作条例, number: "", article: "", from: 2019-04-06, mark: K}
  - {document: 单位三重一大议事规则（各地做法）, number: "", article: "", mark: P}
why:
  zh: 重大事项须由足够多的成员当面议定，到会不足时作出的决定不算集体决定。
  en: A weighty matter is decided by enough members in one room; what too few of them decide is not a decision of the body.
message:
  zh: "{held_on}议“{subject}”，应到{entitled}人，实到{present}人，至少须到{needed}人。"
  en: "On {held_on}, {present} of {entitled} entitled members were present for “{subject}”; at least {needed} had to be."
exclusions:
  zh: 会议日期早于到会标准的生效日。
  en: Meetings before the first day of the quorum in force.
assumptions:
  zh: 应到、实到只计有表决权的成员；表决时回避的成员计入实到。
  en: Entitled and present count voting members only; members who stepped aside for the vote were present.
since: 0.1.0
*/
WITH meetings AS (
    SELECT
        d.decision_id, d.unit_id, d.category, d.subject, d.amount, d.entitled, d.present, a.held_on,
        u.unit_id IS NOT NULL AS unit_known
    FROM decisions AS d
    LEFT JOIN activities AS a ON a.activity_id = d.activity_id
    LEFT JOIN units AS u ON u.unit_id = d.unit_id
)
SELECT
    m.decision_id,
    CASE
        WHEN m.held_on IS NULL OR m.category IS NULL OR NOT m.unit_known THEN 'cannot_judge'
        WHEN q.share IS NULL THEN 'not_applicable'
        WHEN m.entitled IS NULL OR m.present IS NULL THEN 'cannot_judge'
        WHEN m.entitled <= 0 OR m.present > m.entitled THEN 'cannot_judge'
        WHEN m.present < q.share * m.entitled THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    m.amount,
    m.decision_id AS case_key,
    m.held_on,
    m.subject,
    m.entitled,
    m.present,
    CAST(CEIL(q.share * m.entitled) AS BIGINT) AS needed
FROM meetings AS m
LEFT JOIN decision_quorums AS q
    ON q.unit_id = m.unit_id AND q.category = m.category AND m.held_on BETWEEN q.valid_from AND q.valid_to
