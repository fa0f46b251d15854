"""Whatever is done to a journal, the checkpoint held outside shows it, by name and place; and nothing done shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal.chain import Entry, Event, Head, seal
from lianheng.journal.checkpoint import sign_checkpoint
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.findings import Fault
from lianheng.journal.keys import SigningKey
from lianheng.journal.tree import Frontier
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


def sealed_anew(entries: Iterable[Entry], number: int, event: Event) -> list[Entry]:
    """What an insider with the program makes of it: entry ``number`` changed, and all after it sealed again."""
    kept = [entry for entry in entries if entry.sequence < number]
    head = kept[-1].head if kept else None
    for entry in [entry for entry in entries if entry.sequence >= number]:
        kept.append(seal(event if entry.sequence == number else entry.event, head, Algorithm.SHA256))
        head = kept[-1].head
    return kept


def signed_anew(entries: list[Entry], key: SigningKey) -> list[str]:
    """The insider's checkpoints for them, with the bureau's own key."""
    tree, texts = Frontier(Algorithm.SHA256), []
    for entry in entries:
        tree.append(entry.digest.encode())
        if entry.sequence % EVERY == 0 or entry is entries[-1]:
            texts.append(sign_checkpoint(tree, Digest.parse(entry.digest), entry.event.at, key))
    return texts


@given(st.integers(1, 40), st.integers(1, 20), st.sampled_from(Algorithm))
@slow
def test_an_untouched_journal_raises_no_alarm(
    make_journal: Make, key: SigningKey, size: int, every: int, algorithm: Algorithm
) -> None:
    journal = make_journal(size, every=every, algorithm=algorithm)
    verification = checked(journal.entries, journal.checkpoints, [journal.held], key)
    assert verification.intact
    assert (verification.entries, verification.held, verification.unproven) == (size, size, None)


@given(st.integers(1, 40), st.data())
@slow
def test_a_journal_that_grew_since_the_custodian_last_came_raises_no_alarm(
    make_journal: Make, key: SigningKey, size: int, data: st.DataObject
) -> None:
    journal = make_journal(size, every=3)
    held = data.draw(st.sets(st.sampled_from(journal.checkpoints), min_size=1))
    assert checked(journal.entries, journal.checkpoints, held, key).intact


def test_a_journal_that_changed_its_algorithm_raises_no_alarm(make_event: Make, key: SigningKey) -> None:
    entries, texts, head = [], [], None
    trees = {algorithm: Frontier(algorithm) for algorithm in Algorithm}
    for number in range(1, 11):
        algorithm = Algorithm.SHA256 if number <= 5 else Algorithm.SM3
        entry = seal(make_event(number), head, algorithm)
        for tree in trees.values():
            tree.append(entry.digest.encode())
        texts.append(sign_checkpoint(trees[algorithm], Digest.parse(entry.digest), entry.event.at, key))
        entries, head = [*entries, entry], entry.head
    assert checked(entries, texts, [texts[3], texts[-1]], key).intact
    spoiled = spoil(entries, 7, event=make_event(7, reason="改"))
    assert found(checked(spoiled, texts, texts[-1:], key)) == [(Fault.ALTERED, 7, 7)]


def test_a_journal_under_a_new_key_raises_no_alarm(
    make_journal: Make, key: SigningKey, thief: SigningKey
) -> None:
    old, new = make_journal(10), make_journal(20, signer=thief)
    texts = [*old.checkpoints, new.held]
    assert verify(new.entries, texts, texts, [key.public, thief.public]).intact


@given(st.integers(0, SIZE - 1))
@slow
def test_a_cut_tail_is_found(make_journal: Make, key: SigningKey, left: int) -> None:
    journal = make_journal(SIZE)
    verification = checked(journal.entries[:left], journal.checkpoints, [journal.held], key)
    assert found(verification) == [(Fault.TAIL_CUT, left + 1, SIZE)]


@given(st.integers(0, SIZE - 1))
@slow
def test_a_backup_put_back_in_silence_is_found(make_journal: Make, key: SigningKey, left: int) -> None:
    journal, backup = make_journal(SIZE), make_journal(left) if left else None
    entries, texts = (backup.entries, backup.checkpoints) if backup else ([], [])
    assert found(checked(entries, texts, [journal.held], key)) == [(Fault.ROLLED_BACK, left + 1, SIZE)]


@given(st.integers(1, SIZE - 1), st.integers(0, 5))
@slow
def test_a_backup_put_back_and_written_on_is_found(
    make_journal: Make, make_event: Make, key: SigningKey, left: int, more: int
) -> None:
    journal = make_journal(SIZE)
    entries = list(journal.entries[:left])
    for number in range(left + 1, SIZE + more + 1):
        entries.append(
            seal(
                make_event(number, reason="恢复之后"), Head(number - 1, entries[-1].digest), Algorithm.SHA256
            )
        )
    verification = checked(entries, signed_anew(entries, key), [journal.held], key)
    assert found(verification) == [(Fault.RECOMPUTED, 1, SIZE)]


@given(places)
@slow
def test_history_sealed_and_signed_anew_is_found_by_the_root_outside(
    make_journal: Make, make_event: Make, key: SigningKey, number: int
) -> None:
    journal = make_journal(SIZE)
    entries = sealed_anew(
        journal.entries, number, make_event(number, after={"status": "approved", "amount": "9.00"})
    )
    texts = signed_anew(entries, key)
    assert found(checked(entries, texts, [journal.held], key)) == [(Fault.RECOMPUTED, 1, SIZE)]
    # without it, the forgery is perfect, and the verification says what it could not check
    alone = checked(entries, texts, [], key)
    assert alone.intact
    assert alone.held == 0
    assert alone.unproven is not None


@given(places)
@slow
def test_history_sealed_anew_is_narrowed_down_by_the_checkpoints(
    make_journal: Make, make_event: Make, key: SigningKey, number: int
) -> None:
    journal = make_journal(SIZE, every=EVERY)
    entries = sealed_anew(journal.entries, number, make_event(number, reason="改"))
    verification = checked(entries, journal.checkpoints, [journal.held], key)
    assert {fault for fault, _, _ in found(verification)} == {Fault.RECOMPUTED}
    narrowest = max(verification.findings, key=lambda finding: finding.first)
    assert narrowest.first <= number <= narrowest.last < narrowest.first + EVERY


@given(st.integers(0, 2), st.data())
@slow
def test_no_bit_of_a_checkpoint_can_be_flipped(
    make_journal: Make, key: SigningKey, which: int, data: st.DataObject
) -> None:
    journal = make_journal(SIZE)
    raw = bytearray(journal.checkpoints[which].encode())
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    texts = list(journal.checkpoints)
    texts[which] = raw.decode(errors="replace")
    assert found(checked(journal.entries, texts, [journal.held], key)) == [
        (Fault.BAD_SIGNATURE, which + 1, which + 1)
    ]


def test_a_checkpoint_signed_by_a_stranger_is_named_and_proves_nothing(
    make_journal: Make, key: SigningKey, thief: SigningKey
) -> None:
    journal = make_journal(SIZE, signer=thief)
    verification = checked(journal.entries, [], [journal.held], key)
    assert found(verification) == [(Fault.BAD_SIGNATURE, 1, 1)]
    assert verification.held == 0


def test_a_root_from_outside_that_differs_is_told_even_where_the_one_kept_inside_agrees(
    make_journal: Make, make_event: Make, key: SigningKey
) -> None:
    journal = make_journal(SIZE)
    entries = sealed_anew(journal.entries, 3, make_event(3, reason="改"))
    verification = checked(entries, [*signed_anew(entries, key), *journal.checkpoints], [journal.held], key)
    assert {finding.note for finding in verification.findings} == {
        "2026-03-02T01:07:00.000000Z",
        "2026-03-02T01:20:00.000000Z",
    }


def test_newer_entries_than_the_root_outside_are_said_to_be_unproven(
    make_journal: Make, key: SigningKey
) -> None:
    journal = make_journal(SIZE, every=EVERY)
    verification = checked(journal.entries, journal.checkpoints, [journal.checkpoints[0]], key)
    assert (verification.intact, verification.held) == (True, 7)
    assert verification.unproven is not None
    assert "第 8 条起" in verification.unproven.zh


def test_an_empty_journal_that_was_never_sealed_is_intact(key: SigningKey) -> None:
    assert checked([], [], [], key).intact
