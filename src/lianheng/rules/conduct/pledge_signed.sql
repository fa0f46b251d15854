/*
id: conduct.pledge_signed
title: {zh: 责任书承诺书未签或调岗未重签, en: "A pledge not signed, or not signed again in a new post"}
subject: required_pledges
severity: yellow
basis:
  - {document: 关于实行党风廉政建设责任制的规定, number: 中发〔2010〕19号, article: "", from: 2010-11-10, mark: K}
  - {document: 责任书承诺书签订办法（各地做法，签订率要求百分之百）, number: "", article: "", mark: P}
why:
  zh: 责任书和承诺书一年一签，换了岗位责任就变了，要按新岗位重签。
  en: Pledges are signed every year; a new post brings other duties and asks for a new one.
message:
  zh: "{person}（{post}）{year}年{kind}：{finding_zh}，签字日{signed_on}。"
  en: "{person} ({post}), {kind} of {year}: {finding_en}; signed on {signed_on}."
exclusions:
  zh: 年度未结束、当年还没有签过的。
  en: Years not yet over in which none has been signed so far.
assumptions:
  zh: 年末之前签字才算当年已签；人员表只有现任职务，以前年度按当时别的职务签过的，此后又按那个职务签过的判为通过，此后只按现任职务签过的无法判断何时调岗。
  en: Only a signature by the end of the year is one of that year. The roster holds the present post alone. For an earlier year signed in another post it passes if that post was signed for again later; if only the present post was signed for later, nobody knows in which year the post changed.
since: 0.1.0
*/
WITH later AS (
    SELECT
        q.requirement_id,
        COUNT(CASE WHEN g.post = q.post THEN 1 END) AS in_this_post,
        COUNT(CASE WHEN COALESCE(g.post, '') <> q.post THEN 1 END) AS in_other_post
    FROM required_pledges AS q
    JOIN pledges AS g ON g.person_id = q.person_id AND g.kind = q.kind AND g.year > q.year
    CROSS JOIN run
    WHERE g.signed_on <= run.as_at
    GROUP BY q.requirement_id
),
judged AS (
    SELECT
        q.requirement_id, q.person_id, q.kind, q.year, q.post, q.due_on, q.ended, q.signed_other_post,
        CASE WHEN q.signed_on <= run.as_at THEN q.signed_on END AS signed_on,
        l.in_this_post AS later_in_this_post,
        l.in_other_post AS later_in_other_post
    FROM required_pledges AS q
    CROSS JOIN run
    LEFT JOIN later AS l ON l.requirement_id = q.requirement_id
),
found AS (
    SELECT
        requirement_id, person_id, kind, year, post, signed_on,
        CASE
            WHEN due_on IS NULL OR ended IS NULL OR signed_other_post IS NULL THEN 'unknown'
            WHEN signed_on <= due_on THEN 'signed'
            WHEN signed_on IS NOT NULL THEN 'late'
            WHEN signed_other_post AND later_in_other_post > 0 THEN 'signed'
            WHEN signed_other_post AND later_in_this_post > 0 THEN 'moved'
            WHEN signed_other_post THEN 'not_again'
            WHEN NOT ended THEN 'not_yet'
            ELSE 'unsigned'
        END AS finding
    FROM judged
)
SELECT
    f.requirement_id,
    CASE
        WHEN f.finding = 'signed' THEN 'pass'
        WHEN f.finding = 'not_yet' THEN 'not_applicable'
        WHEN f.finding IN ('unknown', 'moved') THEN 'cannot_judge'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    f.requirement_id AS case_key,
    COALESCE(p.name, f.person_id) AS person,
    f.post,
    f.year,
    f.kind,
    f.signed_on,
    CASE f.finding
        WHEN 'late' THEN '年末之后才签'
        WHEN 'not_again' THEN '按其他职务签过，没有按现任职务重签'
        WHEN 'moved' THEN '按其他职务签过，何时调岗不明'
        WHEN 'unsigned' THEN '没有签'
        ELSE '资料不全'
    END AS finding_zh,
    CASE f.finding
        WHEN 'late' THEN 'signed only after the end of the year'
        WHEN 'not_again' THEN 'signed in another post and not again in this one'
        WHEN 'moved' THEN 'signed in another post, and when the post changed is unknown'
        WHEN 'unsigned' THEN 'not signed'
        ELSE 'not enough is recorded'
    END AS finding_en
FROM found AS f
LEFT JOIN people AS p ON p.person_id = f.person_id
