/*
id: organisation.party_lectures_due
title: {zh: 应上党课, en: Party lectures due}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: lectures}
phrase: exact
zero: gap
definition:
  zh: 当年每个支部应上党课的周期，一个支部一个周期计一次，周期长短见标准。
  en: "Periods of the year in which a branch owes a party lecture, each counted once; how long they are is in the standard."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'party_lecture' AND due > 0
