/*
id: conduct.rotation_due
title: {zh: 重点岗位逾期未轮岗, en: A key post overdue for rotation}
subject: key_posts
severity: yellow
basis:
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: 第十五条, from: 2014-01-01, mark: K}
  - {document: 本单位重点岗位轮岗制度, number: "", article: "", mark: P}
why:
  zh: 一个人在管钱管物的岗位上太久，容易形成利益关系；不能轮岗的要专项审计。
  en: Long years in a post over money or goods breed ties; who cannot be moved is audited specially.
message:
  zh: "{person}自{since_on}任{area}重点岗位，应于{due_on}前轮岗，至{as_at}已超过{days_late}天。"
  en: "{person} has held the key post in {area} since {since_on}; rotation was due on {due_on}, {days_late} days before {as_at}."
exclusions:
  zh: 已经离岗的人员；轮岗日期未到的岗位。
  en: People who have left; posts whose date has not passed.
assumptions:
  zh: 没有登记轮岗日期的，按本单位轮岗年限自任职起推算；同一人后来登记了其他领域的重点岗位，视为已从原岗位轮出。
  en: Where no date is set, the bureau's term of years runs from taking the post. A later key post of the same person in another area shows that the earlier one was given up.
since: 0.1.0
*/
WITH moves AS (
    SELECT k.post_id, MIN(n.since_on) AS moved_on
    FROM key_posts AS k
    JOIN key_posts AS n ON n.person_id = k.person_id AND n.area <> k.area AND n.since_on > k.since_on
    GROUP BY k.post_id
),
dated AS (
    SELECT
        k.post_id, k.person_id, k.area, k.since_on, p.person_id IS NOT NULL AS person_known, p.name, p.left_on,
        m.moved_on, run.as_at,
        COALESCE(k.rotation_due_on, CAST(k.since_on + CAST(l.value AS INTEGER) * INTERVAL 1 YEAR AS DATE)) AS due_on
    FROM key_posts AS k
    CROSS JOIN run
    LEFT JOIN people AS p ON p.person_id = k.person_id
    LEFT JOIN moves AS m ON m.post_id = k.post_id
    LEFT JOIN limits AS l
        ON l.limit_id = 'rotation_years' AND l.unit_id = p.unit_id AND run.as_at BETWEEN l.valid_from AND l.valid_to
)
SELECT
    post_id,
    CASE
        WHEN NOT person_known THEN 'cannot_judge'
        WHEN left_on < as_at THEN 'not_applicable'
        WHEN moved_on <= as_at THEN 'pass'
        WHEN due_on IS NULL THEN 'cannot_judge'
        WHEN due_on < as_at THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    post_id AS case_key,
    COALESCE(name, person_id) AS person,
    area,
    since_on,
    due_on,
    as_at,
    DATE_DIFF('day', due_on, as_at) AS days_late
FROM dated
