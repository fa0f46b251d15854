/*
id: audit.problems_mended
title: {zh: 完成整改, en: Problems mended}
section: 一（三）三是
table: problems
measure: count
unit: {zh: 个, en: problems}
phrase: exact
zero: say
definition:
  zh: 本单位当年被审计检查发现的问题中，截至运行日已由整改责任人以外的人核验通过的；自己核验或未登记核验人的不计。
  en: "Problems found in the unit in the year by an audit or an inspection and verified by the run's day by somebody other than the person who had to mend it."
since: 0.1.0
*/
SELECT p.problem_id
FROM problems AS p
CROSS JOIN run
WHERE p.source IN ('audit', 'inspection')
    AND p.verified_on <= run.as_at AND p.verifier_id <> p.holder_id
