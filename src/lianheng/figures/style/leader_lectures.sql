/*
id: style.leader_lectures
title: {zh: 局领导领学讲课, en: "Leaders' lectures"}
section: 一（四）一是
table: activities
measure: count
unit: {zh: 次, en: lectures}
phrase: exact
zero: say
definition:
  zh: 当年集中学习、研讨、例会、党课、理论宣讲中，主持人是主要负责人或分管领导，或主讲人姓名与其相同的。
  en: "Study, discussions, weekly meetings, party and theory lectures of the year that a chief or deputy chaired, or whose lecturer bears the name of one."
since: 0.1.0
*/
WITH leaders AS (
    SELECT person_id, name
    FROM people
    WHERE role IN ('chief', 'deputy')
)
SELECT activity_id
FROM activities
WHERE kind IN ('study', 'discussion', 'weekly_meeting', 'party_lecture', 'theory_lecture')
    AND (host_id IN (SELECT person_id FROM leaders) OR lecturer IN (SELECT name FROM leaders))
