"""The daily checkpoint: signed, laid out for the second custodian, the same until something is written."""

from __future__ import annotations

import datetime
import stat
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.db import transaction
from django.utils import timezone
from PIL import Image

from lianheng.journal.checkpoint import open_checkpoint
from lianheng.text import UserError
from lianheng.web.access.actor import operator
from lianheng.web.history.checkpoints import exported, make_checkpoint, page_of
from lianheng.web.history.keyring import known_keys, replace_key
from lianheng.web.history.models import Checkpoint, Entry, Head
from lianheng.web.history.services import writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Person

from . import tampering

pytestmark = pytest.mark.django_db


def change(branch: str) -> None:
    with writing(operator(), "people.change_person", Person.objects.get(pk="P04")) as person:
        person.branch = branch


def test_a_checkpoint_is_signed_by_the_key_and_counts_every_entry(cast):
    made = make_checkpoint()
    signed = open_checkpoint(made.text, known_keys())
    assert signed.size == made.size == Entry.objects.count() == Head.objects.get().sequence
    assert (signed.root.hex(), str(signed.last)) == (made.root, Entry.objects.get(pk=made.size).digest)
    assert abs(timezone.now() - signed.at) < datetime.timedelta(minutes=5)


def test_the_key_is_made_once_is_private_and_is_told_in_the_journal(cast, settings):
    make_checkpoint()
    make_checkpoint()
    (key,) = Path(settings.KEYS_FOLDER).glob("*.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(settings.KEYS_FOLDER).stat().st_mode) == 0o700
    (entry,) = Entry.objects.filter(action="history.replace_key")
    assert entry.after["public_key"] == known_keys()[0].text.strip()


def test_without_a_new_entry_the_checkpoint_is_the_same(cast):
    assert make_checkpoint().text == make_checkpoint().text
    assert Checkpoint.objects.count() == 1


def test_a_tree_that_goes_on_from_yesterday_has_the_root_of_one_grown_at_once(cast):
    for branch in "甲乙丙":
        change(branch)
        going_on = make_checkpoint()
    with tampering.guards_down():
        tampering.run("DELETE FROM history_checkpoint")
    assert make_checkpoint().root == going_on.root


@pytest.mark.django_db(transaction=True)
def test_the_file_and_the_public_key_lie_where_the_custodian_fetches_them(settings):
    change_of_unit()
    made = make_checkpoint()
    (file,) = exported()
    assert file.read_text(encoding="utf-8") == made.text
    assert (Path(settings.ROOTS_FOLDER) / "public_key.txt").read_text() == known_keys()[0].text
    file.unlink()
    make_checkpoint()
    assert exported() == [file]


@pytest.mark.django_db(transaction=True)
def test_a_root_is_laid_out_only_once_its_entries_are_there_for_good():
    def fail_half_way() -> None:
        with transaction.atomic():
            change_of_unit()
            make_checkpoint()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert exported() == []


def test_the_code_on_the_printed_page_is_the_signed_text(cast, tmp_path):
    made = make_checkpoint()
    page = page_of(made)
    assert zxingcpp.read_barcode(_drawn(page.text)).text == made.text
    assert made.root in page.root.replace(" ", "")


def test_a_key_that_is_gone_is_not_replaced_in_silence(cast, settings, tmp_path):
    make_checkpoint()
    settings.KEYS_FOLDER = tmp_path / "gone"
    with pytest.raises(UserError, match="恢复"):
        make_checkpoint()


def test_a_new_key_signs_from_then_on_and_the_old_checkpoints_stay_valid(cast):
    old = make_checkpoint().text
    replace_key(operator(), "旧密钥保管人离职")
    new = make_checkpoint().text
    assert len(known_keys()) == 2
    assert open_checkpoint(new, known_keys()[1:]).size == Head.objects.get().sequence
    assert verify(old).intact
    assert verify(new).held == Entry.objects.count()
    assert Entry.objects.filter(action="history.replace_key").last().reason == "旧密钥保管人离职"


def test_a_journal_with_a_gap_is_not_sealed(cast):
    with tampering.guards_down():
        tampering.run("DELETE FROM history_entry WHERE sequence = 5")
    with pytest.raises(UserError, match="核验"):
        make_checkpoint()


@pytest.mark.parametrize(("digest", "signature"), [("sm3", "sm2"), ("sm3", "ed25519"), ("sha256", "sm2")])
def test_the_national_algorithms_serve_as_well(cast, settings, digest, signature):
    settings.JOURNAL_DIGEST, settings.JOURNAL_SIGNATURE = digest, signature
    change("甲")
    verified = verify(make_checkpoint().text)
    assert verified.intact
    assert verified.held == Entry.objects.count()


def change_of_unit() -> None:
    from lianheng.web.people.models import Unit
    from lianheng.web.people.services import save_unit

    values = {"unit_id": "U01", "name": "示例局", "division_code": "340100", "level": "zone"}
    save_unit(operator(), Unit(), values)


def _drawn(text: str) -> Any:
    """The code as a picture, as a camera would see it."""
    import io

    import segno

    target = io.BytesIO()
    segno.make_qr(text.encode(), error="m").save(target, kind="png", scale=6, border=4)
    return Image.open(target)
