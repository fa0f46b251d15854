"""Source formats through the same door: converted, checked, accepted, browsed; what was left out is told."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.web.ledger.models import Import

pytestmark = pytest.mark.django_db
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <trace><string key="concept:name" value="T-1"/>
    <event><string key="concept:name" value="提交申请"/><date key="time:timestamp" value="2024-03-01T09:00:00+08:00"/></event>
    <event><string key="concept:name" value="审批通过"/><date key="time:timestamp" value="2024-03-02T10:00:00+08:00"/></event>
  </trace>
</log>
"""


def test_an_event_log_becomes_rows_of_the_process_tables(take, client_of):
    record = take("accountant", SimpleUploadedFile("流程.xes", XES.encode()), layout="xes")
    assert (record.state, record.counts) == (Import.State.ACCEPTED, {"process_cases": 1, "process_events": 2})
    assert "审批通过" in client_of("accountant").get("/ledger/tables/process_events/").content.decode()


def test_the_batch_names_the_file_that_was_given_not_what_it_was_turned_into(take, store):
    record = take("accountant", SimpleUploadedFile("流程.xes", XES.encode()), layout="xes")
    (manifest,) = store.known()
    assert dict(manifest.sources) == {"流程.xes": record.received[0]["sha256"]}


def test_a_file_of_another_kind_is_refused_in_words(give):
    record = give(
        "procurement", SimpleUploadedFile("公告.json", json.dumps({"不": "是"}).encode()), layout="ocds"
    )
    assert record.state == Import.State.REFUSED
    assert all(part for problem in record.findings.told["problems"] for part in problem["reason"])


def test_a_format_none_of_whose_tables_one_may_import_is_not_offered(client_of):
    offered = dict(
        client_of("procurement").get("/ledger/imports/new/").context["form"].fields["layout"].choices
    )
    assert "ocds" in offered
    assert "payments-csv" not in offered
