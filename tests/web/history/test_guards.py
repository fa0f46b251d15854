"""The database itself refuses to change what is sealed, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from lianheng.web.access.actor import operator
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.services import attach
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.guards import guarded
from lianheng.web.history.models import Entry
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
REFUSED = (
    "UPDATE history_entry SET reason = 'x' WHERE sequence = 1",
    "DELETE FROM history_entry WHERE sequence = 1",
    "DELETE FROM history_entry",
    "UPDATE history_checkpoint SET root = 'x'",
    "DELETE FROM history_checkpoint",
    "UPDATE evidence_attachment SET received_at = entered_at",
    "UPDATE evidence_attachment SET digest = 'x'",
    "UPDATE evidence_attachment SET name = 'x.txt'",
    "DELETE FROM evidence_attachment",
    "DELETE FROM access_account WHERE username = 'clerk'",
)


@pytest.fixture
def kept(cast: object) -> None:
    make_checkpoint()
    attach(operator(), Person.objects.get(pk="P04"), ["会议记录\n".encode()], "记录.txt", DAY)


@pytest.mark.parametrize("statement", REFUSED)
def test_sealed_rows_are_neither_changed_nor_deleted(kept, statement):
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_not_fixed_may_still_change(kept):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_attachment SET fact_on = '2024-05-05'")
    assert Attachment.objects.get().fact_on == datetime.date(2024, 5, 5)


def test_every_kind_with_fixed_fields_is_guarded():
    assert {"history_entry", "history_checkpoint", "evidence_attachment", "access_account"} <= {
        table for table, _ in guarded()
    }


@pytest.mark.django_db(transaction=True)
def test_a_tests_database_can_still_be_emptied_and_is_guarded_again():
    make_checkpoint()
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    make_checkpoint()
    with pytest.raises(DatabaseError, match="sealed"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_entry")
