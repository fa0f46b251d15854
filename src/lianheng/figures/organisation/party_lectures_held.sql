/*
id: organisation.party_lectures_held
title: {zh: 按期上党课, en: Party lectures held}
section: 一（一）三是
table: branch_periods
measure: count
unit: {zh: 次, en: lectures}
phrase: exact
zero: say
definition:
  zh: 当年每个支部应上党课的周期中，次数达到规定的周期；一个周期内多开的不重复计。
  en: "Of the periods of the year in which a branch owes a party lecture, those in which it held as many as it owed; more than that in one period does not add up."
since: 0.1.0
*/
SELECT period_id
FROM branch_periods
WHERE kind = 'party_lecture' AND due > 0 AND held >= due
