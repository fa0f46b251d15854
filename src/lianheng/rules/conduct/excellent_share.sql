/*
id: conduct.excellent_share
title: {zh: 民主评议优秀比例超限或预备党员定等, en: "Too many graded excellent, or a probationary member graded"}
subject: appraisals
severity: orange
basis:
  - {document: 民主评议党员工作要求, number: "", article: "", from: 2018-10-28, mark: V}
  - {document: 中国共产党支部工作条例（试行）, number: "", article: 第十八条, from: 2018-10-28, mark: V}
why:
  zh: 优秀一般不超过党员数的三分之一，人人优秀就没有评议；预备党员参加评议，但不评定等次。
  en: No more than a third of the members are graded excellent, or the grade says nothing; probationary members take part and get no grade.
message:
  zh: "{person}（{membership_zh}）{year}年评为{grade}；所在支部正式党员{members}人，优秀{excellent}人，上限{allowed}人。"
  en: "{person} ({membership_en}) was graded {grade} for {year}; the branch has {members} full members, {excellent} excellent, at most {allowed}."
exclusions:
  zh: 非党员且未定等次的；比例要求生效之前年度的优秀等次。
  en: People who are not members and were given no grade; excellent grades of years before the cap.
assumptions:
  zh: 党员数为该年度参加评议的正式党员数，按支部计算，没有填支部的按本单位一个支部计；人员表只有现在的政治面貌，正式党员按当年已转正计。
  en: Members are the full members appraised in that year, branch by branch; people without a branch form one branch of their unit. The roster holds only today's membership, so today's full members are taken as full members then.
since: 0.1.0
*/
WITH graded AS (
    SELECT
        a.year, a.person_id, a.grade, p.name, u.unit_id, p.party, COALESCE(p.branch, '') AS branch,
        MAKE_DATE(CAST(a.year AS INTEGER), 12, 31) AS year_ends_on
    FROM appraisals AS a
    LEFT JOIN people AS p ON p.person_id = a.person_id
    LEFT JOIN units AS u ON u.unit_id = p.unit_id
),
branches AS (
    SELECT
        unit_id, branch, year,
        COUNT(CASE WHEN party = 'member' THEN 1 END) AS members,
        COUNT(CASE WHEN party = 'member' AND grade = 'excellent' THEN 1 END) AS excellent,
        COUNT(CASE WHEN party IS NULL OR grade IS NULL THEN 1 END) AS unknown
    FROM graded
    GROUP BY unit_id, branch, year
),
capped AS (
    SELECT
        g.year, g.person_id, g.name, g.unit_id, g.branch, g.party, g.grade, b.members, b.excellent, b.unknown,
        l.value AS share,
        CAST(FLOOR(l.value * b.members) AS BIGINT) AS allowed,
        CAST(FLOOR(l.value * (b.members + b.unknown)) AS BIGINT) AS allowed_at_most
    FROM graded AS g
    LEFT JOIN branches AS b ON b.unit_id = g.unit_id AND b.branch = g.branch AND b.year = g.year
    LEFT JOIN limits AS l
        ON l.limit_id = 'excellent_share' AND l.unit_id = g.unit_id
        AND g.year_ends_on BETWEEN l.valid_from AND l.valid_to
)
SELECT
    year,
    person_id,
    CASE
        WHEN grade IS NULL OR party IS NULL OR unit_id IS NULL THEN 'cannot_judge'
        WHEN grade = 'none' THEN CASE WHEN party = 'none' THEN 'not_applicable' ELSE 'pass' END
        WHEN party = 'none' THEN 'cannot_judge'
        WHEN party = 'probationary' THEN 'fail'
        WHEN grade <> 'excellent' THEN 'pass'
        WHEN share IS NULL THEN 'not_applicable'
        WHEN excellent > allowed_at_most THEN 'fail'
        WHEN excellent + unknown > allowed THEN 'cannot_judge'
        ELSE 'pass'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    CASE
        WHEN party = 'probationary' THEN CONCAT_WS('|', CAST(year AS VARCHAR), person_id)
        ELSE CONCAT_WS('|', CAST(year AS VARCHAR), unit_id, branch)
    END AS case_key,
    COALESCE(name, person_id) AS person,
    grade,
    members,
    excellent,
    allowed,
    CASE party WHEN 'member' THEN '正式党员' WHEN 'probationary' THEN '预备党员' WHEN 'none' THEN '非党员' ELSE '政治面貌不明' END
        AS membership_zh,
    CASE party
        WHEN 'member' THEN 'full member' WHEN 'probationary' THEN 'probationary member' WHEN 'none' THEN 'no member'
        ELSE 'membership unknown'
    END AS membership_en
FROM capped
