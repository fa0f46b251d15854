"""Every way of tampering is found and named, with the checkpoint held outside; an honest journal is never accused."""

from __future__ import annotations

import datetime
import os
import random
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from lianheng.web.access.actor import operator
from lianheng.web.evidence.services import attach
from lianheng.web.history.checkpoints import export, exported, make_checkpoint
from lianheng.web.history.models import Entry, snapshot
from lianheng.web.history.sealing import append
from lianheng.web.history.services import writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Person

from . import tampering

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
TRIES = int(os.environ.get("LIANHENG_TRIES", "5"))
"""Of each class. ``LIANHENG_TRIES=100`` tries harder."""


@pytest.fixture
def outside(cast: object) -> str:
    """A bureau at work with four attachments; the text of its newest checkpoint, as the second custodian holds it."""
    make_checkpoint()
    for number in range(4):
        person = Person.objects.order_by("pk")[number]
        attach(operator(), person, [f"第{number}份证明材料\n".encode() * 20], f"证明{number}.txt", DAY)
        with writing(operator(), "people.change_person", person, "调整") as changed:
            changed.branch = f"第{number}支部"
    return make_checkpoint().text


def test_an_honest_journal_is_intact_and_proved_to_its_end(outside):
    verified = verify(outside)
    assert verified.intact
    assert verified.held == verified.entries == Entry.objects.count()
    assert verified.unproven is None


@pytest.mark.parametrize("name", tampering.CLASSES)
def test_every_tampering_is_found_and_named(outside, name, settings):
    files = _contents(settings.ATTACHMENTS_FOLDER)
    for seed in range(TRIES):
        with transaction.atomic():
            expected = tampering.tampered(tampering.CLASSES[name], seed)
            problems = verify(outside).problems
            assert expected.among(problems), (seed, expected, problems)
            transaction.set_rollback(True)
        _put_back(files)
    assert verify(outside).intact


@pytest.mark.parametrize("seed", range(TRIES))
def test_an_old_database_put_back_is_found(cast, seed):
    old = random.Random(seed).randint(0, 3)
    with transaction.atomic():
        for number in range(4):
            if number == old:
                make_checkpoint()
            with writing(operator(), "people.change_person", Person.objects.get(pk="P04"), "调整") as changed:
                changed.branch = f"第{number}支部"
        outside = make_checkpoint().text
        transaction.set_rollback(True)  # the database is now exactly what it was before
    kept = Entry.objects.count()
    assert verify().intact
    expected = tampering.entry(kept + 1, "rolled_back")
    assert expected.among(verify(outside).problems)


def test_without_a_checkpoint_from_outside_it_says_what_it_cannot_prove(outside):
    verified = verify()
    assert verified.intact
    assert verified.unproven is not None
    assert "外部" in verified.unproven.zh
    assert "outside" in verified.unproven.en


def test_a_checkpoint_that_another_key_signed_is_no_proof(outside, settings, tmp_path):
    with transaction.atomic():
        settings.KEYS_FOLDER = tmp_path / "forger"
        settings.ROOTS_FOLDER = tmp_path / "forged"
        forged = _forged_checkpoint()
        transaction.set_rollback(True)
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.ROOTS_FOLDER = tmp_path / "roots"
    assert [problem.fault for problem in verify(forged).problems] == ["bad_signature"]


def test_a_lost_key_folder_fails_closed(outside, settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "nothing"
    assert {problem.fault for problem in verify(outside).problems} >= {"bad_signature", "checkpoint_altered"}


def test_what_was_pasted_from_a_page_is_read_like_the_file(outside):
    pasted = "  " + outside.replace("\n", "  \r\n") + "\r\n\r\n"
    assert verify(pasted).held == Entry.objects.count()


def test_progress_is_told_and_ends_at_all_that_was_looked_at(outside):
    steps: list[int] = []
    verified = verify(outside, steps.append)
    assert sum(steps) == verified.entries + verified.things


def test_a_record_that_cannot_be_read_is_a_finding_and_not_a_fault(outside):
    with transaction.atomic():
        with tampering.guards_down():
            tampering.put("people_person", "person_id", "P04", "joined_on", b"\xff\xfe not a day")
        problems = verify(outside).problems
        transaction.set_rollback(True)
    assert tampering.record("people.person P04", "unreadable", "edited").among(problems)


def test_a_field_that_came_with_a_later_release_is_expected_to_have_its_default(cast):
    older = snapshot(Person.objects.get(pk="P04"))
    del older["officer"]
    told = {"kind": "people.person", "key": "P04", "label": "冯小满", "reason": ""}
    append(
        operator(),
        action="people.change_person",
        before=snapshot(Person.objects.get(pk="P04")),
        after=older,
        **told,
    )
    assert verify().intact
    with tampering.guards_down():
        tampering.put("people_person", "person_id", "P04", "officer", "inspector")
    assert tampering.record("people.person P04", "edited").among(verify().problems)


def test_a_lost_head_is_found_and_nothing_more_is_written(outside):
    with tampering.guards_down():
        tampering.run("DELETE FROM history_head")
    assert "head_differs" in {problem.fault for problem in verify(outside).problems}
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(operator(), Person.objects.get(pk="P04"), [b"later"], "later.txt", DAY)


def test_a_checkpoint_left_in_the_exported_folder_tells_of_an_old_database(cast, settings):
    kept = Entry.objects.count()
    with transaction.atomic():
        newer = make_checkpoint()
        export(newer)
        transaction.set_rollback(True)
    assert tampering.entry(kept + 1, "tail_cut").among(verify().problems)


def test_the_result_as_json_says_the_same(outside):
    with transaction.atomic():
        expected = tampering.tampered(tampering.edited_row, 1)
        told = verify(outside).as_json()
        transaction.set_rollback(True)
    assert not told["intact"]
    assert told["problems"][0]["place"] == expected.place
    assert {"zh", "en", "fault"} <= told["problems"][0].keys()


def _forged_checkpoint() -> str:
    with tampering.guards_down():
        tampering.run("DELETE FROM history_checkpoint")
    return make_checkpoint().text


def _contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _put_back(files: dict[Path, bytes]) -> None:
    for file, content in files.items():
        if not file.exists() or file.read_bytes() != content:
            file.unlink(missing_ok=True)
            file.write_bytes(content)
    assert not [file for file in exported() if not file.exists()]
