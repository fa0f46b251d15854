/*
id: conduct.meeting_quorum
title: {zh: 支部会议到会不足半数, en: A branch meeting without a quorum}
subject: activities
severity: orange
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十一条、第十二条, from: 2018-10-28, mark: V}
why:
  zh: 支部党员大会和支委会到会要超过有表决权成员的半数，否则议定的事项无效。
  en: More than half of those with a vote must be present at a member or committee meeting, or nothing is validly resolved.
message:
  zh: "{branch}{held_on}召开{kind}，有表决权的{entitled}人，实到{present}人，至少须到{needed}人。"
  en: "{branch}, {kind} of {held_on}: {present} of {entitled} with a vote were present; at least {needed} had to be."
exclusions:
  zh: 支部党员大会和支委会以外的活动；到会要求生效之前和尚未举行的会议。
  en: All other activities; meetings before the rule came into force or not yet held.
assumptions:
  zh: 党员大会有表决权的为会议当天在岗的正式党员，支委会为在支委会任职的正式党员；补学不算到会；没有填支部的，在本单位只有一个支部时归该支部。
  en: At a member meeting the full members serving on the day have a vote, at a committee meeting those of them with a branch post. Making up later is not being present. A meeting without a branch belongs to the unit's only branch, if there is only one.
since: 0.1.0
*/
WITH only_branches AS (
    SELECT unit_id, MIN(branch) AS branch
    FROM people
    WHERE branch IS NOT NULL
    GROUP BY unit_id
    HAVING COUNT(DISTINCT branch) = 1
),
meetings AS (
    SELECT a.activity_id, a.unit_id, a.kind, a.held_on, COALESCE(a.branch, o.branch) AS branch
    FROM activities AS a
    LEFT JOIN only_branches AS o ON o.unit_id = a.unit_id
    WHERE a.kind IN ('member_meeting', 'committee_meeting')
),
voters AS (
    SELECT m.activity_id, p.person_id, p.party
    FROM meetings AS m
    JOIN people AS p ON p.unit_id = m.unit_id AND p.branch = m.branch
    WHERE COALESCE(p.party, 'member') = 'member'
        AND (p.joined_on IS NULL OR p.joined_on <= m.held_on)
        AND (p.left_on IS NULL OR p.left_on >= m.held_on)
        AND (m.kind = 'member_meeting' OR p.branch_post IS NOT NULL)
),
listed AS (
    SELECT activity_id, COUNT(*) AS people
    FROM attendance
    GROUP BY activity_id
),
counted AS (
    SELECT
        v.activity_id,
        COUNT(*) AS entitled,
        COUNT(CASE WHEN t.status = 'present' THEN 1 END) AS present,
        COUNT(CASE WHEN v.party IS NULL THEN 1 END) AS unknown
    FROM voters AS v
    LEFT JOIN attendance AS t ON t.activity_id = v.activity_id AND t.person_id = v.person_id
    GROUP BY v.activity_id
)
SELECT
    a.activity_id,
    CASE
        WHEN a.kind IS NULL THEN 'cannot_judge'
        WHEN m.activity_id IS NULL THEN 'not_applicable'
        WHEN a.held_on IS NULL OR u.unit_id IS NULL THEN 'cannot_judge'
        WHEN a.held_on > run.as_at OR l.value IS NULL THEN 'not_applicable'
        WHEN listed.people IS NULL OR c.entitled IS NULL OR c.unknown > 0 THEN 'cannot_judge'
        WHEN c.present <= l.value * c.entitled THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    a.activity_id AS case_key,
    m.branch,
    a.kind,
    a.held_on,
    c.entitled,
    c.present,
    CAST(FLOOR(l.value * c.entitled) AS BIGINT) + 1 AS needed
FROM activities AS a
CROSS JOIN run
LEFT JOIN meetings AS m ON m.activity_id = a.activity_id
LEFT JOIN units AS u ON u.unit_id = a.unit_id
LEFT JOIN listed ON listed.activity_id = m.activity_id
LEFT JOIN counted AS c ON c.activity_id = m.activity_id
LEFT JOIN limits AS l
    ON l.limit_id = 'meeting_quorum_share' AND l.unit_id = a.unit_id AND a.held_on BETWEEN l.valid_from AND l.valid_to
