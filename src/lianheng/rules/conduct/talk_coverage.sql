/*
id: conduct.talk_coverage
title: {zh: 谈心谈话未覆盖, en: Nobody talked with this person}
subject: required_talks
severity: yellow
basis:
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十九条, from: 2018-10-28, mark: V}
  - {document: 本单位谈心谈话制度, number: "", article: "", mark: P}
why:
  zh: 主要领导与分管领导、分管领导与科室负责人、科室负责人与科室人员每年至少谈一次，苗头性问题才能早发现。
  en: Chief and deputies, deputies and heads, heads and their staff talk at least once a year, so that first signs are seen early.
message:
  zh: "{year}年{relation}：{interviewer_zh}应与{interviewee}谈话{times}次，实有{talks}次。"
  en: "{year}, {relation}: {interviewer_en} owed {interviewee} {times} talk; {talks} were held."
exclusions:
  zh: 年度未结束、当年还没有谈的；谈话频次要求生效之前的年度。
  en: Years not yet over in which none has been held so far; years before the duty came into force.
assumptions:
  zh: 人员表只有现在的层级和分管关系，以前年度也按现在的关系判断；应谈话人有多人的，任何一人谈过即可。
  en: The roster holds today's posts and lines of supervision, which are taken for earlier years too. Where several may hold the talk any of them will do.
since: 0.1.0
*/
SELECT
    q.requirement_id,
    CASE
        WHEN u.unit_id IS NULL OR q.talks IS NULL OR q.ended IS NULL THEN 'cannot_judge'
        WHEN o.times IS NULL THEN 'not_applicable'
        WHEN q.talks >= o.times THEN 'pass'
        WHEN NOT q.ended THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    -- Each interviewer answers for all talks owed in the year.
    CONCAT_WS('|', CAST(q.year AS VARCHAR), q.relation, COALESCE(q.interviewer_id, q.interviewee_id)) AS case_key,
    q.year,
    q.relation,
    CASE WHEN q.interviewers > 1 THEN '任一应谈话人' ELSE COALESCE(l.name, q.interviewer_id) END AS interviewer_zh,
    CASE WHEN q.interviewers > 1 THEN 'any one of several' ELSE COALESCE(l.name, q.interviewer_id) END AS interviewer_en,
    COALESCE(i.name, q.interviewee_id) AS interviewee,
    o.times,
    q.talks
FROM required_talks AS q
LEFT JOIN units AS u ON u.unit_id = q.unit_id
LEFT JOIN people AS l ON l.person_id = q.interviewer_id
LEFT JOIN people AS i ON i.person_id = q.interviewee_id
LEFT JOIN organisation_life AS o
    ON o.unit_id = q.unit_id AND o.kind = 'talk' AND o.period = 'year'
    AND MAKE_DATE(CAST(q.year AS INTEGER), 1, 1) BETWEEN o.valid_from AND o.valid_to
