-- What each branch and party group owes in each period, and what it held.
-- How often is the standard organisation_life in force on the period's first day: a new duty does not reach back.
-- A branch or group is there in a period when a party member of it served on any day of the period.
-- An activity counts for the branch, and a group meeting for the group, that it names; a group may be named in the
-- branch column, the title or the place. One that names none counts where there is only one it can belong to;
-- otherwise nobody guesses: it is counted as unattributed for each of them.
WITH members AS (
    SELECT p.unit_id, p.branch, p.branch_group, p.branch_post, q.period, q.year, q.frequency, q.starts_on, q.ends_on
    FROM people AS p
    JOIN ledger_periods AS q
        ON (p.joined_on IS NULL OR p.joined_on <= q.ends_on) AND (p.left_on IS NULL OR p.left_on >= q.starts_on)
    WHERE p.branch IS NOT NULL AND COALESCE(p.party, 'member') <> 'none'
        AND (p.joined_on IS NULL OR p.left_on IS NULL OR p.joined_on <= p.left_on)
),
branches AS (
    SELECT
        unit_id, branch, period, year, frequency, starts_on, ends_on,
        COUNT(branch_post) > 0 AS has_committee
    FROM members
    GROUP BY unit_id, branch, period, year, frequency, starts_on, ends_on
),
party_groups AS (
    SELECT DISTINCT unit_id, branch, branch_group, period
    FROM members
    WHERE branch_group IS NOT NULL
),
holders AS (
    SELECT b.*, CAST(NULL AS VARCHAR) AS branch_group
    FROM branches AS b
    UNION ALL
    SELECT b.*, g.branch_group
    FROM branches AS b
    JOIN party_groups AS g ON g.unit_id = b.unit_id AND g.branch = b.branch AND g.period = b.period
),
owed AS (
    SELECT
        h.unit_id, h.branch, h.branch_group, h.period, h.year, h.frequency, h.starts_on, h.ends_on, h.has_committee,
        s.kind,
        s.times AS due,
        COUNT(*) OVER (PARTITION BY h.unit_id, s.kind, h.period) AS holders_in_unit,
        COUNT(*) OVER (PARTITION BY h.unit_id, h.branch, s.kind, h.period) AS holders_in_branch
    FROM holders AS h
    JOIN organisation_life AS s
        ON s.unit_id = h.unit_id AND s.period = h.frequency AND h.starts_on BETWEEN s.valid_from AND s.valid_to
    WHERE (s.kind = 'group_meeting' AND h.branch_group IS NOT NULL)
        OR (h.branch_group IS NULL AND s.kind IN ('member_meeting', 'committee_meeting', 'party_lecture', 'theme_day',
            'org_life_meeting', 'democratic_appraisal'))
),
matches AS (
    SELECT
        o.unit_id, o.branch, o.branch_group, o.kind, o.period, a.activity_id, a.held_on,
        CASE
            WHEN o.branch_group IS NULL THEN COALESCE(a.branch = o.branch, FALSE)
            WHEN a.branch = o.branch_group THEN TRUE
            ELSE COALESCE(a.branch, o.branch) = o.branch
                AND (STRPOS(COALESCE(a.title, ''), o.branch_group) > 0
                    OR STRPOS(COALESCE(a.place, ''), o.branch_group) > 0)
        END AS is_named,
        COALESCE(a.branch, o.branch) = o.branch AS may_be_meant,
        CASE WHEN a.branch IS NULL THEN o.holders_in_unit ELSE o.holders_in_branch END AS candidates
    FROM owed AS o
    JOIN activities AS a
        ON a.unit_id = o.unit_id AND a.kind = o.kind AND a.held_on BETWEEN o.starts_on AND o.ends_on
),
attributed AS (
    SELECT
        unit_id, branch, branch_group, kind, period, held_on, is_named, candidates,
        may_be_meant AND NOT MAX(is_named) OVER (PARTITION BY unit_id, kind, period, activity_id) AS is_open
    FROM matches
),
counts AS (
    SELECT
        unit_id, branch, COALESCE(branch_group, '') AS group_key, kind, period,
        COUNT(CASE WHEN is_named OR (is_open AND candidates = 1) THEN 1 END) AS held,
        MIN(CASE WHEN is_named OR (is_open AND candidates = 1) THEN held_on END) AS first_held_on,
        COUNT(CASE WHEN is_open AND candidates > 1 THEN 1 END) AS unattributed
    FROM attributed
    GROUP BY unit_id, branch, COALESCE(branch_group, ''), kind, period
)
SELECT
    CONCAT_WS('|', o.unit_id, o.branch, o.branch_group, o.kind, o.period) AS period_id,
    o.unit_id,
    o.branch,
    o.branch_group,
    o.kind,
    o.frequency,
    o.period,
    o.year,
    o.starts_on,
    o.ends_on,
    o.ends_on <= run.as_at AS ended,
    o.has_committee,
    o.due,
    COALESCE(c.held, 0) AS held,
    c.first_held_on,
    COALESCE(c.unattributed, 0) AS unattributed
FROM owed AS o
CROSS JOIN run
LEFT JOIN counts AS c
    ON c.unit_id = o.unit_id AND c.branch = o.branch AND c.group_key = COALESCE(o.branch_group, '')
    AND c.kind = o.kind AND c.period = o.period
