/*
id: spending.claims_judged
title: {zh: 审核报销单, en: Claims judged}
section: 一（四）二是
table: claims
measure: count
unit: {zh: 笔, en: claims}
phrase: exact
zero: gap
definition:
  zh: 当年提交的报销单，提交即经系统审核。
  en: Claims handed in during the year; every one of them is judged.
since: 0.1.0
*/
SELECT claim_id
FROM claims
