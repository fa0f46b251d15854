/*
id: bids.rotation
title: {zh: 轮流中标, en: Winning in turn}
subject: bids
severity: yellow
basis:
  - {document: 中华人民共和国招标投标法实施条例, number: 国务院令第613号, article: 第三十九条, from: 2012-02-01, mark: L}
  - {document: 中华人民共和国政府采购法实施条例, number: 国务院令第658号, article: 第七十四条, from: 2015-03-01, mark: L}
why:
  zh: 同一拨供应商反复同台、轮流中标，可能事先排好了次序。
  en: When the same suppliers meet again and again and win in turn, the order may have been settled.
message:
  zh: "同一拨{members}家供应商（{group_shown}）同台{meetings}次，{winners}家中过标，最多的中{most_wins}次，没有连中，本次中标{winner_shown}。"
  en: "The same {members} suppliers ({group_shown}) met {meetings} times; {winners} of them won, none more than {most_wins} times and never twice running; here {winner_shown} won."
parameters:
  meetings: {default: 5, zh: 至少同台几次, en: Fewest meetings of the same group}
  members: {default: 3, zh: 至少几家算一拨, en: Fewest members of a group}
exclusions:
  zh: 受邀未投和撤回的；投标人太少的标段；没有反复同台的一拨供应商。
  en: Invited and withdrawn bids; lots with too few bidders; groups that did not meet often enough.
assumptions:
  zh: 投标人完全相同才算同一拨；每个标段算一次；没有单一中标人的不计；按定标日期（没有则公告日期）先后排，中标次数最多的不超过平均分摊的次数、且没有连中两次，才算轮流。
  en: Only exactly the same bidders are the same group; each lot is one meeting; lots without one winner do not count. In order of decision (else of notice), taking turns means that nobody won more than an even share and nobody twice running.
since: 0.1.0
*/
WITH offers AS (
    SELECT bid_id, procurement_id, COALESCE(lot, '') AS lot, supplier_id
    FROM bids
    WHERE COALESCE(status, 'pending') NOT IN ('invited', 'withdrawn')
),
fields AS (
    SELECT
        procurement_id, lot, COUNT(DISTINCT supplier_id) AS members,
        ARRAY_TO_STRING(LIST_SORT(LIST(DISTINCT supplier_id)), '|') AS group_key
    FROM offers
    GROUP BY procurement_id, lot
    HAVING COUNT(DISTINCT supplier_id) >= $members
),
winners AS (
    SELECT
        procurement_id, COALESCE(lot, '') AS lot, MIN(supplier_id) AS winner_id, MIN(supplier) AS winner,
        MIN(decided_on) AS decided_on
    FROM awards
    WHERE status = 'active'
    GROUP BY procurement_id, COALESCE(lot, '')
    HAVING COUNT(DISTINCT supplier_id) = 1
),
met AS (
    SELECT
        f.procurement_id, f.lot, f.members, f.group_key, w.winner_id, w.winner,
        COALESCE(w.decided_on, p.decided_on, p.award_notice_on, p.notice_on) AS met_on,
        COUNT(*) OVER (PARTITION BY f.group_key) AS all_meetings
    FROM fields AS f
    LEFT JOIN winners AS w ON w.procurement_id = f.procurement_id AND w.lot = f.lot
    LEFT JOIN procurements AS p ON p.procurement_id = f.procurement_id
),
turns AS (
    SELECT
        group_key, members, winner_id,
        LAG(winner_id) OVER (PARTITION BY group_key ORDER BY met_on, procurement_id, lot) AS winner_before
    FROM met
    WHERE all_meetings >= $meetings AND winner_id IS NOT NULL AND met_on IS NOT NULL
),
wins AS (
    SELECT
        group_key, winner_id, MAX(members) AS members, COUNT(*) AS won,
        SUM(CASE WHEN winner_id = winner_before THEN 1 ELSE 0 END) AS twice_running
    FROM turns
    GROUP BY group_key, winner_id
),
groups AS (
    SELECT
        group_key, MAX(members) AS members, SUM(won) AS meetings, COUNT(*) AS winners, MAX(won) AS most_wins,
        SUM(twice_running) AS twice_running
    FROM wins
    GROUP BY group_key
)
SELECT
    b.bid_id,
    CASE
        WHEN o.bid_id IS NULL OR m.group_key IS NULL OR m.all_meetings < $meetings THEN 'not_applicable'
        -- they met often enough, but too few meetings have a known winner and day
        WHEN g.group_key IS NULL OR g.meetings < $meetings THEN 'cannot_judge'
        WHEN g.twice_running = 0 AND g.most_wins <= CEIL(CAST(g.meetings AS DOUBLE) / g.members) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL AS amount,
    COALESCE(m.group_key, b.bid_id) AS case_key,
    m.members, g.meetings, g.winners, g.most_wins,
    REPLACE(m.group_key, '|', '、') AS group_shown, COALESCE(m.winner, '—') AS winner_shown
FROM bids AS b
LEFT JOIN offers AS o ON o.bid_id = b.bid_id
LEFT JOIN met AS m ON m.procurement_id = o.procurement_id AND m.lot = o.lot
LEFT JOIN groups AS g ON g.group_key = m.group_key
