/*
id: plans.satisfaction_rate
title: {zh: 企业满意度, en: Satisfaction}
section: 三
table: surveys
measure: ratio
unit: {zh: "%", en: "%"}
phrase: share
zero: gap
definition:
  zh: 当年满意度调查中评4分及以上的占比，5分制。
  en: "Of the year's responses, the share that gave 4 or 5 of 5."
since: 0.1.0
*/
SELECT response_id, score >= 4 AS counted
FROM surveys
