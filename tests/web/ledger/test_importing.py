"""The way of an import: given, checked, accepted whole or not at all, taken back; each step in the journal."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from lianheng.text import UserError
from lianheng.web.access.actor import operator
from lianheng.web.access.models import RoleGrant
from lianheng.web.access.services import end_role
from lianheng.web.history.models import Entry
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger import services
from lianheng.web.ledger.models import Findings, Import
from lianheng.web.ledger.uploading import uploaded

from .conftest import PAYMENTS, again, csv, payment

pytestmark = pytest.mark.django_db
GOOD = PAYMENTS + payment("1") + payment("2", amount="-20.00")
BAD = PAYMENTS + payment("1") + payment("2", amount="二十元")


def test_a_good_file_is_ready_and_nothing_is_stored_yet(give, store):
    record = give("accountant", csv("payments.csv", GOOD))
    assert (record.state, record.counts, record.mistakes) == (Import.State.READY, {"payments": 2}, 0)
    assert record.tables == {"payments": {"U01": 2}}
    assert store.manifests() == []


def test_an_accepted_import_is_one_batch_and_the_journal_holds_its_digest(take, store):
    record = take("accountant", csv("payments.csv", GOOD))
    (manifest,) = store.known()
    assert (record.state, record.batch_id, record.batch_digest) == (
        Import.State.ACCEPTED,
        manifest.batch_id,
        manifest.digest,
    )
    assert manifest.sources == {"payments.csv": record.received[0]["sha256"]}
    entry = Entry.objects.filter(kind="ledger.import", key=str(record.pk)).last()
    assert (entry.actor, entry.after["state"], entry.after["batch_digest"]) == (
        "accountant",
        "accepted",
        manifest.digest,
    )
    assert record.received[0]["sha256"] in entry.after["files"]


def test_what_was_uploaded_is_removed_once_it_is_decided(
    take, give, actor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record = take("accountant", csv("payments.csv", GOOD))
    assert not uploaded(record.folder).exists()
    assert not Findings.objects.exists()


def test_a_file_with_one_mistake_is_refused_whole(give, store, actor):
    record = give("accountant", csv("payments.csv", BAD))
    assert (record.state, record.mistakes) == (Import.State.REFUSED, 1)
    with pytest.raises(UserError, match="有错误"):
        services.accept(actor("accountant"), record)
    assert store.manifests() == []


def test_the_mistakes_are_kept_beside_the_rows_they_stand_in(give):
    record = give("accountant", csv("payments.csv", BAD))
    told = record.findings.told
    (table,) = told["tables"]
    row = next(row for row in table["rows"] if row["number"] == 3)
    (problem,) = [told["problems"][number] for number in row["problems"]]
    assert (problem["row"], problem["value"]) == (3, "二十元")
    assert [table["columns"][place]["field"] for place in row["wrong"]] == ["amount"]
    assert "二十元" in row["cells"]


def test_mended_it_is_accepted(give, take):
    give("accountant", csv("payments.csv", BAD))
    assert take("accountant", csv("payments.csv", GOOD)).state == Import.State.ACCEPTED


def test_rows_that_a_batch_has_already_are_refused(take, give):
    first = take("accountant", csv("payments.csv", GOOD))
    record = give("accountant", csv("支付.csv", PAYMENTS + payment("2")))
    assert record.state == Import.State.REFUSED
    assert first.batch_id in record.findings.told["problems"][0]["reason"][0]


def test_of_two_imports_with_the_same_rows_the_second_is_refused_when_it_is_recorded(give, actor, store):
    one, two = give("accountant", csv("payments.csv", GOOD)), give("treasury", csv("支付.csv", GOOD))
    services.accept(actor("accountant"), one)
    services.accept(actor("treasury"), two)
    work_off()
    assert (again(one).state, again(two).state) == (Import.State.ACCEPTED, Import.State.REFUSED)
    assert len(store.manifests()) == 1


def test_an_import_is_accepted_once(give, actor):
    record = give("accountant", csv("payments.csv", GOOD))
    services.accept(actor("accountant"), record)
    with pytest.raises(UserError, match="登记中"):
        services.accept(actor("treasury"), record)


def test_a_batch_is_taken_back_with_a_reason_that_the_journal_keeps(take, actor, store):
    record = take("accountant", csv("payments.csv", GOOD))
    with pytest.raises(UserError):
        services.withdraw(actor("accountant"), record, "  ")
    services.withdraw(actor("accountant"), record, "重复导出")
    assert again(record).state == Import.State.WITHDRAWN
    assert store.known() == []
    entry = Entry.objects.filter(kind="ledger.import", key=str(record.pk)).last()
    assert (entry.reason, entry.after["state"]) == ("重复导出", "withdrawn")
    assert again(take("accountant", csv("payments.csv", GOOD))).state == Import.State.ACCEPTED


def test_a_dropped_import_cannot_be_accepted(give, actor):
    record = give("accountant", csv("payments.csv", GOOD))
    services.drop(actor("accountant"), record)
    with pytest.raises(UserError):
        services.accept(actor("accountant"), record)


def test_files_changed_after_they_were_checked_are_not_recorded(give, actor, store):
    record = give("accountant", csv("payments.csv", GOOD))
    services.accept(actor("accountant"), record)
    file = uploaded(record.folder) / "payments.csv"
    file.write_text(GOOD + payment("3"), encoding="utf-8")
    work_off()
    assert (again(record).state, store.manifests()) == (Import.State.READY, [])


def test_a_right_lost_between_acceptance_and_recording_is_missed(give, actor, store):
    record = give("accountant", csv("payments.csv", GOOD))
    services.accept(actor("accountant"), record)
    grant = RoleGrant.objects.get(account__username="accountant")
    end_role(operator(), grant, datetime.date(2024, 1, 1), "调离")
    work_off()
    assert store.manifests() == []
    assert again(record).state != Import.State.ACCEPTED


def test_who_may_not_import_a_table_cannot_accept_it(give, actor):
    record = give("accountant", csv("payments.csv", GOOD))
    for name in ("procurement", "office", "clerk", "chief", "outsider", "system_admin"):
        with pytest.raises(PermissionDenied):
            services.accept(actor(name), record)


def test_rows_of_a_unit_out_of_reach_cannot_be_accepted(give, actor, store):
    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1") + payment("2", unit="U02")))
    assert record.tables == {"payments": {"U01": 1, "U02": 1}}
    with pytest.raises(PermissionDenied):
        services.accept(actor("accountant"), record)
    assert store.manifests() == []


def test_a_file_that_nobody_can_read_is_refused_in_words(give):
    record = give("accountant", csv("payments.csv", 'payment_id,"unit_id\n'))
    assert record.state == Import.State.REFUSED
    assert all(problem["reason"][0] and problem["reason"][1] for problem in record.findings.told["problems"])


def test_a_hundred_thousand_rows_are_one_batch(take, store, client_of):
    lines = "".join(payment(f"F{number:06}", amount=f"{number % 997}.05") for number in range(100_000))
    record = take("accountant", csv("payments.csv", PAYMENTS + lines))
    assert (record.state, record.rows) == (Import.State.ACCEPTED, 100_000)
    page = client_of("accountant").get("/ledger/tables/payments/?q=F099999").content.decode()
    assert "F099999" in page
    assert "共 1 条" in page
    assert "1 / 2,000" in client_of("accountant").get("/ledger/tables/payments/").content.decode()
