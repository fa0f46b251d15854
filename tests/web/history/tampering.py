"""What an insider with the database and the folders in hand can do, and what a verification must then say.

Each ``tamper_…`` changes one thing behind our back and returns how a right verification names it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from lianheng.journal import chain
from lianheng.journal.digests import Algorithm
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.storing import path_of
from lianheng.web.history.checkpoints import exported, make_checkpoint
from lianheng.web.history.comparison import kept_models
from lianheng.web.history.guards import lower_guards, raise_guards
from lianheng.web.history.models import Checkpoint, Entry, Head, Kept
from lianheng.web.history.problems import Problem
from lianheng.web.history.sealing import event_of
from lianheng.web.people.models import Person


@dataclass(frozen=True)
class Named:
    """A right finding: one of these faults, at this record, or at an entry within these."""

    faults: frozenset[str]
    place: str = ""
    entry: int = 0

    def among(self, problems: tuple[Problem, ...]) -> bool:
        return any(problem.fault in self.faults and self._at(problem.place) for problem in problems)

    def _at(self, place: str) -> bool:
        if self.entry and place.startswith("journal "):
            first, _, last = place.removeprefix("journal ").partition("–")
            return int(first) <= self.entry <= int(last or first)
        return bool(self.place) and place == self.place


def record(key: str, *faults: str) -> Named:
    return Named(frozenset(faults), place=key)


def entry(number: int, *faults: str) -> Named:
    return Named(frozenset(faults), entry=number)


@contextmanager
def guards_down() -> Iterator[None]:
    lower_guards(connection)
    try:
        yield
    finally:
        raise_guards(connection)


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def flipped(value: Any, chance: random.Random) -> Any:
    """A value with one bit of its bytes turned over."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(16))
    raw = bytearray(value.encode())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def put(table: str, key_column: str, key: Any, column: str, value: Any) -> None:
    """Write a raw value into a cell; bytes go in as text, whether they are text or not."""
    spoiled = isinstance(value, bytes)
    cell = "CAST(%s AS TEXT)" if spoiled and connection.vendor == "sqlite" else "%s"
    if spoiled and connection.vendor != "sqlite":
        value = value.decode()  # PostgreSQL takes no text that is none: the flip is tried again
    run(f'UPDATE "{table}" SET "{column}" = {cell} WHERE "{key_column}" = %s', value, key)


def bit_of_an_entry(chance: random.Random) -> Named:
    number = chance.randint(1, Head.objects.get().sequence)
    columns = [field.column for field in Entry._meta.concrete_fields]
    cells = dict(zip(columns, _raw(Entry._meta.db_table, "sequence", number, columns), strict=True))
    column = chance.choice([name for name, value in cells.items() if value not in (None, "")])
    put(Entry._meta.db_table, "sequence", number, column, flipped(cells[column], chance))
    return entry(number, "altered", "missing", "doubled", "reordered")


def bit_of_a_record(chance: random.Random) -> Named:
    model, row = _any_record(chance)
    fields = [f for f in model._meta.concrete_fields if f.attname not in model.unkept]
    columns = [field.column for field in fields]
    key = model._meta.pk.column
    cells = dict(zip(columns, _raw(model._meta.db_table, key, row.pk, columns), strict=True))
    column = chance.choice(
        [name for name, value in cells.items() if isinstance(value, int | str) and value != ""]
    )
    put(model._meta.db_table, key, row.pk, column, flipped(cells[column], chance))
    return record(f"{model.kind()} {row.pk}", "edited", "deleted", "unreadable")


def bit_of_a_checkpoint(chance: random.Random) -> Named:
    size = Checkpoint.objects.order_by("size").last().size
    column = chance.choice(["text", "root", "at", "edge", "tree"])
    value = _raw("history_checkpoint", "size", size, [column])[0]
    put("history_checkpoint", "size", size, column, flipped(value, chance))
    return record(f"checkpoint {size}", "checkpoint_altered")


def edited_row(chance: random.Random) -> Named:
    person = chance.choice(list(Person.objects.all()))
    put("people_person", "person_id", person.pk, "branch", f"第{chance.randint(1, 99)}支部")
    return record(f"people.person {person.pk}", "edited")


def edited_row_that_was_written_since(chance: random.Random) -> Named:
    from lianheng.web.access.actor import operator
    from lianheng.web.history.services import writing

    person = chance.choice(list(Person.objects.all()))
    put("people_person", "person_id", person.pk, "branch", f"第{chance.randint(1, 99)}支部")
    with writing(operator(), "people.change_person", person, "更正") as changed:
        changed.party = "member" if changed.party == "none" else "none"
    return record(f"people.person {person.pk}", "changed_between")


def edited_entry(chance: random.Random) -> Named:
    number = chance.randint(1, Head.objects.get().sequence)
    put("history_entry", "sequence", number, "actor_name", f"李{chance.randint(1, 99)}")
    return entry(number, "altered")


def entry_edited_with_its_digest(chance: random.Random) -> Named:
    """The clever one: the digest is made to fit, and only the next entry, or the head, still knows better."""
    number = chance.randint(1, Head.objects.get().sequence)
    put("history_entry", "sequence", number, "actor_name", f"李{chance.randint(1, 99)}")
    changed = Entry.objects.get(pk=number)
    digest = chain.digest_of(number, event_of(changed), changed.previous or None, Algorithm.SHA256)
    put("history_entry", "sequence", number, "digest", str(digest))
    last = number == Head.objects.get().sequence
    return entry(number, "head_differs") if last else entry(number + 1, "broken_link")


def deleted_row(chance: random.Random) -> Named:
    model, row = _any_record(chance)
    run(f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', row.pk)
    return record(f"{model.kind()} {row.pk}", "deleted")


def deleted_entry(chance: random.Random) -> Named:
    number = chance.randint(1, Head.objects.get().sequence - 1)
    run("DELETE FROM history_entry WHERE sequence = %s", number)
    return entry(number, "missing")


def inserted_row(chance: random.Random) -> Named:
    key = f"X{chance.randint(1, 9999)}"
    columns = ", ".join(
        f'"{f.column}"' for f in Person._meta.concrete_fields if f.column not in ("person_id", "id_no")
    )
    source = chance.choice(list(Person.objects.all())).pk
    run(
        f"INSERT INTO people_person (person_id, {columns}) SELECT %s, {columns} FROM people_person WHERE person_id = %s",
        key,
        source,
    )
    return record(f"people.person {key}", "inserted")


def inserted_entry(chance: random.Random) -> Named:
    """All later entries are moved up by one to make room."""
    last = Head.objects.get().sequence
    number = chance.randint(2, last)
    for moved in range(last, number - 1, -1):
        put("history_entry", "sequence", moved, "sequence", moved + 1)
    columns = ", ".join(f'"{f.column}"' for f in Entry._meta.concrete_fields if f.column != "sequence")
    run(
        f"INSERT INTO history_entry (sequence, {columns}) SELECT %s, {columns} FROM history_entry WHERE sequence = %s",
        number,
        number - 1,
    )
    return entry(number, "altered", "reordered", "broken_link", "doubled")


def reordered_entries(chance: random.Random) -> Named:
    last = Head.objects.get().sequence
    one, other = sorted(chance.sample(range(1, last + 1), 2))
    for number, place in ((one, last + 10), (other, one), (last + 10, other)):
        put("history_entry", "sequence", number, "sequence", place)
    return entry(one, "reordered")


def cut_tail(chance: random.Random) -> Named:
    """Entries, checkpoints, head and exported files put back together: nothing inside tells of it any more."""
    last = Head.objects.get().sequence
    kept = last - chance.randint(1, 20)
    _forget_after(kept)
    return entry(kept + 1, "rolled_back")


def recomputed_tail(chance: random.Random) -> Named:
    """An entry is changed and everything after it is sealed anew, with the server's own key at that."""
    last = Head.objects.get().sequence
    number = chance.randint(1, last)
    put("history_entry", "sequence", number, "reason", f"已批准{chance.randint(1, 99)}")
    _seal_anew(number)
    _forget_checkpoints(0)
    make_checkpoint()
    return entry(number, "recomputed")


def swapped_files(chance: random.Random) -> Named:
    """Two attachments change places on the disk."""
    one, other = chance.sample(list(Attachment.objects.all()), 2)
    here, there = path_of(one.digest).read_bytes(), path_of(other.digest).read_bytes()
    _replace(one, there)
    _replace(other, here)
    return record(one.digest, "file_altered")


def spoiled_file(chance: random.Random) -> Named:
    attachment = chance.choice(list(Attachment.objects.all()))
    raw = bytearray(path_of(attachment.digest).read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    _replace(attachment, bytes(raw))
    return record(attachment.digest, "file_altered")


def lost_file(chance: random.Random) -> Named:
    attachment = chance.choice(list(Attachment.objects.all()))
    path_of(attachment.digest).unlink()
    return record(attachment.digest, "file_missing")


def swapped_attachments(chance: random.Random) -> Named:
    """The rows of two attachments exchange their digests: each now proves with the other's file."""
    one, other = chance.sample(list(Attachment.objects.all()), 2)
    put("evidence_attachment", "id", one.pk, "digest", other.digest)
    put("evidence_attachment", "id", other.pk, "digest", one.digest)
    return record(f"evidence.attachment {one.pk}", "edited")


CLASSES: dict[str, Callable[[random.Random], Named]] = {
    "a bit of an entry": bit_of_an_entry,
    "a bit of a record": bit_of_a_record,
    "a bit of a checkpoint": bit_of_a_checkpoint,
    "a row edited": edited_row,
    "a row edited, and written by a service since": edited_row_that_was_written_since,
    "an entry edited": edited_entry,
    "an entry edited with its digest": entry_edited_with_its_digest,
    "a row deleted": deleted_row,
    "an entry deleted": deleted_entry,
    "a row inserted": inserted_row,
    "an entry inserted": inserted_entry,
    "entries reordered": reordered_entries,
    "the tail cut": cut_tail,
    "the tail recomputed": recomputed_tail,
    "files swapped": swapped_files,
    "a file spoiled": spoiled_file,
    "a file lost": lost_file,
    "attachments swapped": swapped_attachments,
}


def tampered(tamper: Callable[[random.Random], Named], seed: int) -> Named:
    """Do it, with another seed where the database itself refuses what this one asks for."""
    while True:
        try:
            with transaction.atomic(), guards_down():
                return tamper(random.Random(seed))
        except (IntegrityError, UnicodeDecodeError):
            seed += 1000


def _raw(table: str, key_column: str, key: Any, columns: list[str]) -> list[Any]:
    wanted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {wanted} FROM "{table}" WHERE "{key_column}" = %s', [key])
        return list(cursor.fetchone())


def _any_record(chance: random.Random) -> tuple[type[Kept], Kept]:
    rows = [(model, row) for model in kept_models() for row in model._base_manager.all()]
    return chance.choice(rows)


def _replace(attachment: Attachment, content: bytes) -> None:
    file = path_of(attachment.digest)
    file.chmod(0o600)
    file.write_bytes(content)


def _forget_after(kept: int) -> None:
    run("DELETE FROM history_entry WHERE sequence > %s", kept)
    _forget_checkpoints(kept)
    run("UPDATE history_head SET sequence = %s, digest = %s", kept, Entry.objects.get(pk=kept).digest)


def _forget_checkpoints(kept: int) -> None:
    run("DELETE FROM history_checkpoint WHERE size > %s", kept)
    for file in exported():
        if int(file.stem.rpartition("-")[2]) > kept:
            file.unlink()


def _seal_anew(number: int) -> None:
    previous = Entry.objects.get(pk=number).previous
    for changed in list(Entry.objects.filter(sequence__gte=number).order_by("sequence")):
        put("history_entry", "sequence", changed.sequence, "previous", previous)
        previous = str(
            chain.digest_of(
                changed.sequence, event_of(changed), previous or None, Algorithm(settings.JOURNAL_DIGEST)
            )
        )
        put("history_entry", "sequence", changed.sequence, "digest", previous)
    run("UPDATE history_head SET digest = %s", previous)
