/*
id: conduct.regulation_outdated
title: {zh: 上位依据已变而制度未修订, en: Its basis changed and the regulation did not}
subject: regulations
severity: yellow
basis:
  - {document: 本单位制度管理办法, number: "", article: "", mark: P}
  - {document: 行政事业单位内部控制规范（试行）, number: 财会〔2012〕21号, article: "", from: 2014-01-01, mark: K}
why:
  zh: 上位规定变了，本单位制度还按旧规定办，照着执行反而违规。
  en: When the text above has changed, following the old regulation below it breaks the new one.
message:
  zh: "《{title}》{issued_on}印发，上位依据{basis_changed_on}变动，至{as_at}没有修订、重发或废止。"
  en: "“{title}” was issued on {issued_on}; its basis changed on {basis_changed_on} and by {as_at} it had not been revised, reissued or repealed."
exclusions:
  zh: 废止的记录；依据变动前或者运行日之前已经失效的制度；变动日晚于运行日的。
  en: Repeals; regulations that had ended before the change or before the day of the run; changes that lie ahead.
assumptions:
  zh: 名称去掉书名号和末尾的（试行）（修订）等版本字样后相同，视为同一制度；依据变动当天或之后的修订、重发或废止算已处理，汇编不算。
  en: Regulations whose titles agree but for book marks and a closing version word such as “for trial” or “revised” are the same. A revision, new issue or repeal on the day of the change or later settles it; a compilation does not.
period: until
since: 0.1.0
*/
WITH named AS (
    SELECT
        r.regulation_id, r.title, r.action, r.issued_on, r.ends_on, r.basis_changed_on, run.as_at,
        REGEXP_REPLACE(
            TRIM(REPLACE(REPLACE(r.title, '《', ''), '》', '')),
            '[（(][^（()）]*(试行|暂行|修订|修正|版)[^（()）]*[）)]$', ''
        ) AS plain_title
    FROM regulations AS r
    CROSS JOIN run
),
renewals AS (
    SELECT plain_title, MAX(issued_on) AS renewed_on
    FROM named
    WHERE action IN ('issued', 'revised', 'repealed') AND issued_on <= as_at
    GROUP BY plain_title
)
SELECT
    n.regulation_id,
    CASE
        WHEN n.action = 'repealed' THEN 'not_applicable'
        WHEN n.basis_changed_on IS NULL THEN 'pass'
        WHEN n.basis_changed_on > n.as_at OR n.ends_on < n.basis_changed_on OR n.ends_on < n.as_at THEN 'not_applicable'
        WHEN n.plain_title IS NULL OR n.issued_on IS NULL THEN 'cannot_judge'
        WHEN r.renewed_on >= n.basis_changed_on THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CAST(NULL AS DECIMAL(18, 2)) AS amount,
    n.plain_title AS case_key,
    n.title,
    n.issued_on,
    n.basis_changed_on,
    n.as_at
FROM named AS n
LEFT JOIN renewals AS r ON r.plain_title = n.plain_title
