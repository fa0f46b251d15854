"""What is done to single entries shows at those entries: edited, deleted, inserted, exchanged, moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal.chain import Entry, Event, digest_of, seal
from lianheng.journal.digests import Algorithm
from lianheng.journal.findings import Fault, Findings
from lianheng.journal.keys import SigningKey
from lianheng.journal.verify import Verification, verify

Make = Callable[..., Any]
SIZE, EVERY = 20, 7
places = st.integers(1, SIZE)
inner = st.integers(1, SIZE - 1)
slow = settings(max_examples=25, deadline=None)


def checked(
    entries: Iterable[Entry], checkpoints: Iterable[str], outside: Iterable[str], key: SigningKey
) -> Verification:
    return verify(entries, checkpoints, outside, [key.public])


def found(verification: Verification) -> list[tuple[Fault, int, int]]:
    return [(finding.fault, finding.first, finding.last) for finding in verification.findings]


def spoil(entries: Iterable[Entry], number: int, **changes: Any) -> list[Entry]:
    return [replace(entry, **changes) if entry.sequence == number else entry for entry in entries]


CHANGES: dict[str, object] = {
    "actor": "18", "actor_name": "柳清", "on_behalf_of": "3", "action": "refuse", "kind": "voucher", "key": "x",
    "label": "差旅费", "before": None, "after": {"amount": 1280.5}, "reason": "", "request": None,
}  # fmt: skip


@pytest.mark.parametrize("field", [field.name for field in fields(Event)])
@given(number=places)
@slow
def test_an_edited_field_is_found_at_its_entry(
    make_journal: Make, key: SigningKey, field: str, number: int
) -> None:
    journal = make_journal(SIZE)
    event = journal.entries[number - 1].event
    changes = {**CHANGES, "at": event.at + timedelta(microseconds=1)}
    entries = spoil(journal.entries, number, event=replace(event, **{field: changes[field]}))
    assert found(checked(entries, journal.checkpoints, [journal.held], key)) == [
        (Fault.ALTERED, number, number)
    ]


@given(places, st.sampled_from(["previous", "digest"]), st.integers(0, 70), st.sampled_from("0x:é\ud800"))
@slow
def test_an_edited_digest_is_found_at_its_entry(
    make_journal: Make, key: SigningKey, number: int, column: str, at: int, letter: str
) -> None:
    journal = make_journal(SIZE)
    written = getattr(journal.entries[number - 1], column) or "sha256:" + "1" * 64
    changed = written[:at] + letter + written[at + 1 :]
    if changed == getattr(journal.entries[number - 1], column):
        return
    verification = checked(
        spoil(journal.entries, number, **{column: changed}), journal.checkpoints, [journal.held], key
    )
    assert (Fault.ALTERED, number, number) in found(verification)
    assert all(fault in (Fault.ALTERED, Fault.ROOT_DIFFERS) for fault, _, _ in found(verification))


@given(inner)
@slow
def test_an_entry_sealed_anew_alone_breaks_the_next_link(
    make_journal: Make, make_event: Make, key: SigningKey, number: int
) -> None:
    journal = make_journal(SIZE)
    old = journal.entries[number - 1]
    event = make_event(number, reason="事后补的")
    digest = str(digest_of(number, event, old.previous, Algorithm.SHA256))
    verification = checked(
        spoil(journal.entries, number, event=event, digest=digest), journal.checkpoints, [journal.held], key
    )
    assert (Fault.BROKEN_LINK, number + 1, number + 1) in found(verification)
    assert any(finding.fault in (Fault.ROOT_DIFFERS, Fault.RECOMPUTED) for finding in verification.findings)


@given(st.integers(1, SIZE - 2), st.integers(0, 3))
@slow
def test_deleted_entries_are_missing(make_journal: Make, key: SigningKey, first: int, more: int) -> None:
    journal = make_journal(SIZE)
    last = min(first + more, SIZE - 1)
    entries = [entry for entry in journal.entries if not first <= entry.sequence <= last]
    verification = checked(entries, journal.checkpoints, [journal.held], key)
    assert (Fault.MISSING, first, last) in found(verification)
    assert (Fault.BROKEN_LINK, last + 1, last + 1) not in found(verification)


@given(inner)
@slow
def test_a_deletion_hidden_by_new_numbers_is_found(make_journal: Make, key: SigningKey, number: int) -> None:
    journal = make_journal(SIZE)
    rest = [entry for entry in journal.entries if entry.sequence != number]
    entries = [replace(entry, sequence=place) for place, entry in enumerate(rest, start=1)]
    verification = checked(entries, journal.checkpoints, [journal.held], key)
    moved = [(Fault.REORDERED, place, place + 1) for place in range(number, SIZE)]
    assert set(moved) <= set(found(verification))
    assert (Fault.TAIL_CUT, SIZE, SIZE) in found(verification)


@given(places)
@slow
def test_an_inserted_entry_is_one_too_many(
    make_journal: Make, make_event: Make, key: SigningKey, number: int
) -> None:
    journal = make_journal(SIZE)
    head = journal.entries[number - 2].head if number > 1 else None
    inserted = seal(make_event(99), head, Algorithm.SHA256)
    entries = [*journal.entries[:number], inserted, *journal.entries[number:]]
    verification = checked(entries, journal.checkpoints, [journal.held], key)
    assert (Fault.DOUBLED, number, number) in found(verification)


@given(inner, st.integers(1, SIZE))
@slow
def test_two_entries_that_exchanged_numbers_are_named(
    make_journal: Make, key: SigningKey, one: int, other: int
) -> None:
    if one == other:
        return
    journal = make_journal(SIZE)
    exchanged = {one: other, other: one}
    entries = sorted(
        (replace(entry, sequence=exchanged.get(entry.sequence, entry.sequence)) for entry in journal.entries),
        key=lambda entry: entry.sequence,
    )
    names = found(checked(entries, journal.checkpoints, [journal.held], key))
    assert {(Fault.REORDERED, one, other), (Fault.REORDERED, other, one)} <= set(names)


@given(inner)
@slow
def test_entries_out_of_order_are_named(make_journal: Make, key: SigningKey, number: int) -> None:
    journal = make_journal(SIZE)
    entries = list(journal.entries)
    entries[number - 1], entries[number] = entries[number], entries[number - 1]
    names = found(checked(entries, journal.checkpoints, [journal.held], key))
    assert (Fault.REORDERED, number + 1, number) in names
    assert not {Fault.MISSING, Fault.DOUBLED, Fault.BROKEN_LINK} & {fault for fault, _, _ in names}


def test_a_journal_spoiled_throughout_is_told_in_a_bounded_way(make_journal: Make, key: SigningKey) -> None:
    journal = make_journal(1200, every=1200)
    spoiled = [replace(entry, event=replace(entry.event, reason="改")) for entry in journal.entries]
    verification = checked(spoiled, journal.checkpoints, [journal.held], key)
    assert (len(verification.findings), verification.more) == (Findings.MOST, 200)
    odd = [entry for entry in make_journal(2200, every=2200).entries if entry.sequence % 2]
    verification = checked(odd, [], [], key)
    assert (len(verification.findings), verification.more) == (Findings.MOST, 99)
