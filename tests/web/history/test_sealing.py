"""An entry says who, when, what before and after, by what name, why and on whose behalf, and outlives what it tells of."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianheng.journal.chain import digest_of, line
from lianheng.journal.digests import Algorithm
from lianheng.text import ProductFault
from lianheng.web.access.actor import operator
from lianheng.web.access.models import RoleGrant
from lianheng.web.access.services import delegate_role
from lianheng.web.history.models import Entry, Head
from lianheng.web.history.sealing import append, sealed_entry
from lianheng.web.history.services import record_reading, remove, writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Department, Person, Post, Unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)


def last() -> Entry:
    return Entry.objects.order_by("sequence").last()


def change(by: Any, key: str = "P04", **fields: Any) -> Entry:
    with writing(by, "people.change_person", Person.objects.get(pk=key), "调整") as person:
        for name, value in fields.items():
            setattr(person, name, value)
    return last()


def test_an_entry_tells_who_what_and_why_with_names_as_text(cast, actor):
    made = Department(unit=Unit.objects.get(pk="U01"), name="监督科")
    with writing(operator(), "people.change_unit", made):
        pass
    entry = change(actor("office"), department=made)
    before, after = entry.before["department_id"], entry.after["department_id"]
    assert (entry.actor, entry.actor_name, entry.reason, entry.unit) == ("office", "褚文心", "调整", "U01")
    assert (entry.kind, entry.key, entry.label) == ("people.person", "P04", "冯小满")
    assert entry.names["department_id"] == {str(before): "预算科", str(after): "监督科"}
    assert entry.names["unit_id"] == {"U01": "财政金融保障局"}
    assert entry.after["version"] == entry.before["version"] + 1


def test_the_history_outlives_the_record_and_what_it_pointed_to(cast):
    post = Post.objects.get(person="P04")
    remove(operator(), "people.change_person", post, "误录")
    entry = last()
    assert (entry.label, entry.before["title"], entry.after) == ("冯小满 干部职工", "干部职工", None)
    assert entry.names == {"person_id": {"P04": "冯小满"}}
    assert not Post.objects.filter(pk=entry.key).exists()
    assert verify().intact


def test_each_entry_is_sealed_with_its_unit_and_names_onto_the_one_before(cast):
    entries = list(Entry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    for entry, before in zip(entries[1:], entries, strict=False):
        sealed = sealed_entry(entry)
        assert entry.previous == before.digest
        assert entry.digest == str(
            digest_of(sealed.sequence, sealed.event, sealed.previous, Algorithm.SHA256)
        )
    named = next(entry for entry in entries if entry.names)
    sealed = sealed_entry(named)
    text = line(sealed.sequence, sealed.event, sealed.previous).decode()
    assert f'"@unit":"{named.unit}"' in text
    assert '"@names":{' in text


def test_a_sensitive_value_is_sealed_and_a_change_of_it_still_shows(cast):
    first = change(operator(), id_no="341800199001011234")
    second = change(operator(), id_no="341800199001011235")
    assert first.after["id_no"].startswith("sealed:")
    assert "341800199001" not in f"{first.after}{second.before}{second.after}"
    assert first.after["id_no"] == second.before["id_no"] != second.after["id_no"]


def test_a_write_that_changes_nothing_leaves_no_entry(cast):
    before = last().sequence
    assert change(operator(), name="冯小满").sequence == before


def test_a_write_that_fails_leaves_no_entry_and_no_gap(cast):
    before = Head.objects.get().sequence

    def fail_half_way() -> None:
        with transaction.atomic():
            change(operator(), branch="一")
            change(operator(), branch="二")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert Head.objects.get().sequence == before
    assert change(operator(), branch="三").sequence == before + 1


def test_writes_inside_one_another_are_numbered_in_order(cast):
    before = last().sequence
    with transaction.atomic(), transaction.atomic():
        assert change(operator(), branch="一").sequence == before + 1
        with transaction.atomic():
            assert change(operator(), "P05", branch="二").sequence == before + 2
    assert verify().intact


def test_a_refused_write_changes_nothing(cast, actor):
    before = last().sequence
    with pytest.raises(PermissionDenied):
        change(actor("clerk"), branch="自行修改")
    assert last().sequence == before
    assert Person.objects.get(pk="P04").branch is None


def test_acting_for_another_is_told_of_the_one_who_was_acted_for(cast, actor):
    grant = RoleGrant.objects.get(account=cast["office"])
    today = actor("office").today
    delegate_role(actor("office"), grant, cast["clerk"], today, today, "出差")
    entry = change(actor("clerk"), branch="代行")
    assert (entry.actor, entry.on_behalf_of) == ("clerk", "office")


def test_a_reading_is_told_in_the_unit_of_what_was_read(cast, actor):
    record_reading(actor("discipline"), "people.view_private", "people.person", "P04", "冯小满")
    entry = last()
    assert (entry.actor, entry.action, entry.unit) == ("discipline", "people.view_private", "U01")
    assert (entry.before, entry.after) == (None, None)
    assert verify().intact


def test_an_undeclared_action_is_no_entry(cast):
    with pytest.raises(KeyError):
        append(
            operator(),
            action="people.nothing",
            kind="x",
            key="1",
            label="",
            before=None,
            after=None,
            reason="",
        )


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_either_digest_seals_and_one_may_follow_the_other(cast, settings, algorithm):
    settings.JOURNAL_DIGEST = algorithm
    assert change(operator(), branch="甲").digest.startswith(f"{algorithm}:")
    settings.JOURNAL_DIGEST = "sha256"
    change(operator(), branch="乙")
    assert verify().intact


def test_a_number_with_more_digits_than_are_kept_is_told_as_it_is_stored(cast):
    """Left to what was given, the next verification would accuse an honest write."""
    with writing(operator(), "people.change_person", Person.objects.get(pk="P04")) as person:
        person.joined_on = "2020-02-03"
    assert last().after["joined_on"] == "2020-02-03"
    assert verify().intact


def test_a_fixed_field_cannot_be_changed_by_a_service(cast):
    account = cast["clerk"]
    with (
        pytest.raises(ProductFault, match="username"),
        writing(operator(), "access.change_account", account) as changed,
    ):
        changed.username = "somebody-else"
