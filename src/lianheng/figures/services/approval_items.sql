/*
id: services.approval_items
title: {zh: 审批服务事项, en: Approval items}
section: 一（四）一是
table: service_cases
measure: count_distinct
unit: {zh: 项, en: items}
phrase: exact
zero: omit
definition:
  zh: 当年受理办件所涉及的政务服务事项，每项计一次。
  en: "Services of which cases were received in the year, each once."
since: 0.1.0
*/
SELECT case_id, item
FROM service_cases
