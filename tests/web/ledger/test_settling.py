"""What a power cut leaves between the store and the database, and how the worker settles it when it starts again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from lianheng.ledger.importing import record_import
from lianheng.web.access.models import Account
from lianheng.web.history.models import Entry, kept_records_open
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.worker import recover, work_off
from lianheng.web.ledger import services
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.opening import opened
from lianheng.web.ledger.uploading import uploads
from lianheng.web.people.models import Person

from .conftest import PAYMENTS, PEOPLE, again, csv, payment, person

pytestmark = pytest.mark.django_db


def cut_after_the_batch_got_its_name(record, store):
    """As it lies when the power goes between the naming of the batch and the commit."""
    Job.objects.update(state=Job.State.RUNNING)
    with opened(record) as found:
        rows = {name: count for name, count in found.checked.rows.items() if name != "people"}
        object.__setattr__(found.checked, "rows", rows)
        return record_import(store, found.checked, "accountant", timezone.now(), agreed=record.agreed)


def test_a_batch_that_got_its_name_is_accepted_in_the_name_of_who_decided(give, actor, store):
    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    services.accept(actor("accountant"), record)
    manifest = cut_after_the_batch_got_its_name(record, store)
    recover()
    assert (again(record).state, again(record).batch_id) == (Import.State.ACCEPTED, manifest.batch_id)
    entry = Entry.objects.filter(kind="ledger.import", key=str(record.pk)).last()
    assert (entry.actor, entry.after["batch_digest"]) == ("accountant", manifest.digest)


def test_the_people_of_the_workbook_are_taken_then_too(office_that_pays, give, actor, store):
    record = give(
        "office", csv("people.csv", PEOPLE + person("N1")), csv("payments.csv", PAYMENTS + payment("1"))
    )
    services.accept(actor("office"), record)
    cut_after_the_batch_got_its_name(record, store)
    recover()
    assert again(record).state == Import.State.ACCEPTED
    assert Person.objects.filter(pk="N1").exists()


def test_a_batch_that_cannot_be_finished_is_withdrawn_and_the_import_open_again(give, actor, store):
    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    services.accept(actor("accountant"), record)
    cut_after_the_batch_got_its_name(record, store)
    account = Account.objects.get(username="accountant")
    account.is_active = False
    with kept_records_open():
        account.save()
    recover()
    assert again(record).state == Import.State.READY
    assert store.known() == []
    assert len(store.manifests()) == 1


def test_an_import_whose_recording_had_not_got_so_far_is_open_again(give, actor, store):
    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    services.accept(actor("accountant"), record)
    Job.objects.update(state=Job.State.RUNNING)
    recover()
    assert (again(record).state, store.manifests()) == (Import.State.READY, [])
    services.accept(actor("accountant"), again(record))
    work_off()
    assert again(record).state == Import.State.ACCEPTED


def test_an_import_that_waits_for_the_worker_waits_on(give, actor):
    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    services.accept(actor("accountant"), record)
    recover()
    assert again(record).state == Import.State.RECORDING
    work_off()
    assert again(record).state == Import.State.ACCEPTED


def test_a_withdrawal_that_the_store_knows_reaches_the_database(take, store):
    record = take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    store.withdraw(record.batch_id, "accountant", "重复导出", timezone.now())
    recover()
    assert (again(record).state, again(record).withdrawn_because) == (Import.State.WITHDRAWN, "重复导出")


def test_files_that_no_import_needs_go_after_a_day(give):
    import os

    record = give("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    old, fresh = uploads() / ("a" * 64), uploads() / ("b" * 64)
    old.mkdir()
    fresh.mkdir()
    os.utime(old, (0, 0))
    os.utime(uploads() / record.folder, (0, 0))
    recover()
    assert {folder.name for folder in uploads().iterdir()} == {fresh.name, record.folder}
