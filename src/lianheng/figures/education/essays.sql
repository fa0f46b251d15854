/*
id: education.essays
title: {zh: 学习心得体会文章, en: Essays}
section: 一（二）一是
table: essays
measure: count
unit: {zh: 篇, en: essays}
phrase: exact
zero: gap
definition:
  zh: 当年提交并被采纳的学习心得体会文章。
  en: Essays submitted in the year and accepted.
since: 0.1.0
*/
SELECT essay_id
FROM essays
WHERE accepted
