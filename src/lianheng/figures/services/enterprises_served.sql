/*
id: services.enterprises_served
title: {zh: 服务企业, en: Enterprises served}
section: 一（四）一是
table: enterprise_requests
measure: count_distinct
unit: {zh: 户, en: enterprises}
phrase: exact
zero: gap
definition:
  zh: 当年受理诉求的企业，按统一社会信用代码计一次，没有代码的按名称。
  en: "Enterprises whose requests were received in the year, each once by its credit code, or by its name where there is none."
since: 0.1.0
*/
SELECT request_id, COALESCE(NULLIF(uscc, ''), enterprise) AS item
FROM enterprise_requests
