"""Whether everything is still what was written: the chain, its checkpoints, every record, every file.

Run by ``lianheng verify``, nightly, and before each final report. Memory stays the same however long the journal is, and
work may go on meanwhile. Without a checkpoint held outside, a database put back to an earlier day can look intact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from lianheng.journal import verify as mathematics
from lianheng.journal.chain import Entry as Sealed
from lianheng.journal.checkpoint import open_checkpoint
from lianheng.journal.findings import Fault, Finding
from lianheng.journal.keys import PublicKey
from lianheng.text import Text, UserError
from lianheng.web.history.checkpoints import exported, resumed, tidied
from lianheng.web.history.keyring import known_keys
from lianheng.web.history.models import Checkpoint, Entry
from lianheng.web.history.problems import Problem, Seen, nobody
from lianheng.web.history.sealing import sealed_entry, take_pen

_STEP = 1000
_MOST = 1000


@dataclass(frozen=True)
class Verified:
    """What was looked at and what was found. ``more`` counts the problems beyond the thousand that are listed."""

    entries: int
    checkpoints: int
    things: int
    """Records and files."""
    held: int
    """So many entries, from the first, are proved by the checkpoint held outside to be those once sealed."""
    problems: tuple[Problem, ...]
    more: int
    unproven: Text | None
    """What could not be checked."""
    seconds: float

    @property
    def intact(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """For ``lianheng verify --json``."""
        return {
            "intact": self.intact,
            "entries": self.entries,
            "checkpoints": self.checkpoints,
            "records_and_files": self.things,
            "held_outside": self.held,
            "problems": [
                {"fault": problem.fault, "place": problem.place, "zh": problem.text.zh, "en": problem.text.en}
                for problem in self.problems
            ],
            "more": self.more,
            "unproven": None if self.unproven is None else {"zh": self.unproven.zh, "en": self.unproven.en},
            "seconds": round(self.seconds, 3),
        }


def verify(outside: str | None = None, progress: Seen = nobody) -> Verified:
    """Verify everything, against the text of a checkpoint held ``outside`` where one is given."""
    started, things = perf_counter(), _Count(progress)
    with _any_text():
        chain = _chain(outside, progress)
        listed = [Problem(finding.fault.value, _place(finding), finding.text) for finding in chain.findings]
        more = chain.more
        for problem in _others(things):
            if len(listed) < _MOST:
                listed.append(problem)
            else:
                more += 1
    return Verified(
        entries=chain.entries,
        checkpoints=chain.checkpoints,
        things=things.total,
        held=chain.held,
        problems=tuple(listed),
        more=more,
        unproven=chain.unproven,
        seconds=perf_counter() - started,
    )


def _chain(outside: str | None, progress: Seen) -> mathematics.Verification:
    texts = list(Checkpoint.objects.order_by("size").values_list("text", flat=True))
    laid_out = [file.read_text(encoding="utf-8", errors="replace") for file in exported()]
    given = [] if outside is None else [tidied(outside)]
    return mathematics.verify(
        _passing(progress), [*texts, *(text for text in laid_out if text not in texts)], given, _keys()
    )


def _place(finding: Finding) -> str:
    if finding.fault is Fault.BAD_SIGNATURE:
        return f"checkpoint {finding.note}"
    single = finding.first >= finding.last or finding.fault is Fault.REORDERED
    return f"journal {finding.first}" if single else f"journal {finding.first}–{finding.last}"


def _keys() -> list[PublicKey]:
    """None where a file was spoiled: every checkpoint is then found to be unsigned."""
    try:
        return known_keys()
    except (UserError, UnicodeError):
        return []


def _passing(progress: Seen) -> Iterator[Sealed]:
    """All entries in order. They are read in steps by number, so that no lock and no cursor is held."""
    last = None
    while True:
        rest = (
            Entry.objects.order_by("sequence")
            if last is None
            else Entry.objects.order_by("sequence").filter(sequence__gt=last)
        )
        step = list(rest[:_STEP])
        if not step:
            return
        for entry in step:
            yield sealed_entry(entry)
        last = step[-1].sequence
        progress(len(step))


def _others(seen: Seen) -> Iterator[Problem]:
    """The head, the checkpoints' own columns, then what each app holds against the journal."""
    sources: list[Callable[[], Iterator[Problem]]] = [_head, _checkpoint_columns]
    for app in settings.HOUSE:
        if find_spec(f"lianheng.web.{app}.proofs"):
            module = import_module(f"lianheng.web.{app}.proofs")
            sources.append(lambda module=module: module.problems(seen))  # type: ignore[misc]
    for source in sources:
        try:
            yield from source()
        except (DatabaseError, OSError, ArithmeticError, ValueError) as error:
            text = Text(
                f"有内容无法读取，未能核验完：{error}",
                f"Something cannot be read, so not all was verified: {error}",
            )
            yield Problem("unreadable", str(error), text)


def _head() -> Iterator[Problem]:
    with transaction.atomic():
        head, last = take_pen(), Entry.objects.order_by("-sequence").first()
    told = (last.sequence, last.digest) if last else (0, "")
    if (head.sequence, head.digest) != told:
        yield Problem(
            "head_differs",
            f"journal {head.sequence}",
            Text(
                f"日志末尾不符：应止于第 {head.sequence} 条，实止于第 {told[0]} 条，或末条已被替换。",
                f"The journal should end with entry {head.sequence} and ends with {told[0]}, or its last entry was replaced.",
            ),
        )


def _checkpoint_columns() -> Iterator[Problem]:
    keys = _keys()
    for checkpoint in Checkpoint.objects.order_by("size"):
        if not _agrees(checkpoint, keys):
            yield Problem(
                "checkpoint_altered",
                f"checkpoint {checkpoint.size}",
                Text(
                    f"库内检查点（{checkpoint.size} 条）与其签名文本不符。",
                    f"The stored checkpoint of {checkpoint.size} entries does not agree with its signed text.",
                ),
            )


def _agrees(stored: Checkpoint, keys: list[PublicKey]) -> bool:
    try:
        signed, tree = open_checkpoint(stored.text, keys), resumed(stored)
    except (UserError, ValueError):
        return False
    columns = (stored.size, stored.root, stored.at, stored.tree)
    return (
        columns == (signed.size, signed.root.hex(), signed.at, signed.tree.value)
        and tree.root() == signed.root
    )


class _Count:
    """Adds up what was looked at and passes it on."""

    def __init__(self, progress: Seen) -> None:
        self.total = 0
        self._progress = progress

    def __call__(self, count: int) -> None:
        self.total += count
        self._progress(count)


@contextmanager
def _any_text() -> Iterator[None]:
    """Let SQLite hand over text with spoiled bytes instead of failing: it then fits no seal, and is named."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    before = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = before
