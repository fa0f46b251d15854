/*
id: education.lectures
title: {zh: 理论宣讲和专题党课, en: Lectures}
section: 一（二）一是
table: activities
measure: count
unit: {zh: 场, en: lectures}
phrase: exact
zero: say
definition:
  zh: 当年举办的理论宣讲和党课。
  en: Theory lectures and party lectures held in the year.
since: 0.1.0
*/
SELECT activity_id
FROM activities
WHERE kind IN ('theory_lecture', 'party_lecture')
