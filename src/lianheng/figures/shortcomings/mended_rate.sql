/*
id: shortcomings.mended_rate
title: {zh: 问题整改率, en: Share mended}
section: 二
table: problems
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: say
definition:
  zh: 截至运行日已核验通过的占当年发现问题之比。
  en: "Problems of the year verified as mended by the run's day over all problems of the year."
since: 0.1.0
*/
SELECT p.problem_id, COALESCE(p.verified_on <= run.as_at, FALSE) AS counted
FROM problems AS p
CROSS JOIN run
