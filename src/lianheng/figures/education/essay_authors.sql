/*
id: education.essay_authors
title: {zh: 心得体会作者, en: Essay authors}
section: 一（二）一是
table: essays
measure: count_distinct
unit: {zh: 名, en: authors}
phrase: exact
zero: omit
definition:
  zh: 当年被采纳的心得体会文章的作者，每人计一次。
  en: "Authors of the year's accepted essays, each once."
since: 0.1.0
*/
SELECT essay_id, person_id AS item
FROM essays
WHERE accepted
