"""Receiving, dating, withdrawing: whole files once, four dates of which two are the server's, and the record decides who."""

from __future__ import annotations

import datetime
import stat
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from lianheng.text import ProductFault, UserError
from lianheng.web.access.actor import operator
from lianheng.web.evidence import storing
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.selectors import attachments_of, has_evidence
from lianheng.web.evidence.services import attach, date_attachment, withdraw
from lianheng.web.evidence.storing import path_of, store
from lianheng.web.history.models import Entry
from lianheng.web.history.services import writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
TEXT = "会议记录\n".encode()


@pytest.fixture
def clerk(cast) -> Person:
    return Person.objects.get(pk="P04")


def test_a_file_is_kept_by_its_digest_and_told_with_four_dates(clerk, actor):
    before = timezone.now()
    made = attach(actor("clerk"), clerk, [TEXT[:5], TEXT[5:]], "记录.txt", DAY, DAY, "三会一课")
    file = path_of(made.digest)
    assert file.read_bytes() == TEXT
    assert file.parent.name == file.name[:2]
    assert stat.S_IMODE(file.stat().st_mode) == 0o440
    assert (made.fact_on, made.document_on, made.size, made.file_kind, made.unit) == (
        DAY,
        DAY,
        len(TEXT),
        "text",
        "U01",
    )
    assert before <= made.received_at <= made.entered_at <= timezone.now()
    entry = Entry.objects.order_by("sequence").last()
    assert (entry.action, entry.after["digest"], entry.reason) == ("evidence.attach", made.digest, "三会一课")
    assert has_evidence(clerk)


def test_the_same_content_is_kept_once_and_not_written_again(clerk, actor):
    first = attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    written = path_of(first.digest).stat().st_mtime_ns
    second = attach(actor("office"), Person.objects.get(pk="P05"), [TEXT], "副本.txt", DAY)
    assert second.digest == first.digest
    assert path_of(first.digest).stat().st_mtime_ns == written
    with pytest.raises(UserError, match="已附在"):
        attach(actor("office"), clerk, [TEXT], "再传.txt", DAY)


def test_a_spoiled_file_is_mended_when_the_same_content_comes_again(clerk, actor):
    made = attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    file = path_of(made.digest)
    file.chmod(0o600)
    file.write_bytes(b"spoiled")
    attach(actor("office"), Person.objects.get(pk="P05"), [TEXT], "副本.txt", DAY)
    assert file.read_bytes() == TEXT


def test_receipt_cannot_be_changed_by_anybody(clerk, actor):
    made = attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    earlier = made.received_at - datetime.timedelta(days=30)
    with (
        pytest.raises(ProductFault, match="received_at"),
        writing(operator(), "evidence.date_attachment", made) as changed,
    ):
        changed.received_at = earlier
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Attachment._base_manager.filter(pk=made.pk).update(received_at=earlier)
    date_attachment(
        actor("clerk"), made, {"fact_on": DAY - datetime.timedelta(days=1), "document_on": None}, "更正"
    )
    stored = Attachment.objects.get(pk=made.pk)
    assert (stored.received_at, stored.fact_on) == (made.received_at, DAY - datetime.timedelta(days=1))


def test_nothing_happened_or_was_written_tomorrow(clerk, actor):
    tomorrow = actor("clerk").today + datetime.timedelta(days=1)
    for days in ({"fact_on": tomorrow}, {"fact_on": DAY, "document_on": tomorrow}):
        with pytest.raises(UserError, match="不能晚于今天"):
            attach(actor("clerk"), clerk, [TEXT], "记录.txt", **days)


def test_a_withdrawn_file_stays_and_proves_nothing(clerk, actor):
    made = attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    withdrawn = withdraw(actor("clerk"), made, "传错了")
    assert path_of(made.digest).exists()
    assert not has_evidence(clerk)
    assert attachments_of(clerk).get().withdrawn_on == withdrawn.withdrawn_on == actor("clerk").today
    with pytest.raises(PermissionDenied):
        withdraw(actor("clerk"), withdrawn, "再撤")
    with pytest.raises(UserError, match="已经撤回"):
        withdraw(operator(), withdrawn, "再撤")


def test_whoever_may_not_see_the_record_may_not_prove_it(clerk, actor, settings):
    for name in ("outsider", "audit_admin", "system_admin", "superior"):
        with pytest.raises(PermissionDenied):
            attach(actor(name), clerk, [TEXT], "记录.txt", DAY)
    assert not settings.ATTACHMENTS_FOLDER.exists()


def test_somebody_elses_file_is_not_ones_own_to_withdraw(clerk, actor):
    made = attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    with pytest.raises(PermissionDenied):
        withdraw(actor("head"), made, "不是我的")
    withdraw(actor("office"), made, "与本事项无关")


def test_a_refused_file_leaves_nothing_behind(clerk, actor, settings, monkeypatch):
    monkeypatch.setattr(storing, "LARGEST", 10)
    for content, name, why in (
        (b"x" * 11, "大.txt", "超过"),
        (b"", "空.txt", "空文件"),
        (b"MZ\0\0", "程序.exe", "未被接受"),
    ):
        with pytest.raises(UserError, match=why):
            attach(actor("clerk"), clerk, [content], name, DAY)
    assert [file for file in settings.ATTACHMENTS_FOLDER.rglob("*") if file.is_file()] == []
    assert not Attachment.objects.exists()


def test_an_upload_that_breaks_off_leaves_nothing_behind(clerk, actor, settings):
    def broken():
        yield TEXT
        raise ConnectionError

    with pytest.raises(ConnectionError):
        attach(actor("clerk"), clerk, broken(), "记录.txt", DAY)
    assert [file for file in settings.ATTACHMENTS_FOLDER.rglob("*") if file.is_file()] == []


def test_many_who_send_the_same_file_at_once_all_find_it_whole(settings):
    failures: list[BaseException] = []

    def send() -> None:
        try:
            for _ in range(20):
                assert path_of(store([TEXT], "记录.txt").digest).read_bytes() == TEXT
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len([file for file in settings.ATTACHMENTS_FOLDER.rglob("*") if file.is_file()]) == 1


def test_a_digest_that_is_none_leads_to_no_path():
    for wrong in ("../../etc/passwd", "sha256:zz", "sha256:" + "0" * 63, ""):
        with pytest.raises(UserError):
            path_of(wrong)


def test_an_honest_store_verifies_and_its_files_are_counted(clerk, actor):
    attach(actor("clerk"), clerk, [TEXT], "记录.txt", DAY)
    before = verify()
    attach(actor("clerk"), clerk, [TEXT * 2], "记录二.txt", DAY)
    after = verify()
    assert after.intact
    assert after.things == before.things + 2  # the row and its file
