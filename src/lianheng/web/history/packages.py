"""Evidence packages: the journal's entries about chosen records, the records, their attachments, and the proofs.

Issued with a reason, which is an entry itself and goes with the package. A checkpoint is made first, so that everything in
the package can be proved; the second custodian finds it with the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lianheng.journal.canonical import canonical
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.package import gather, write_package
from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.checkpoints import make_checkpoint, signer_of
from lianheng.web.history.fields import State
from lianheng.web.history.keyring import signing_key
from lianheng.web.history.models import Checkpoint, Entry, snapshot
from lianheng.web.history.sealing import append, sealed_entry, take_pen
from lianheng.web.history.selectors import Name, open_to, record_of
from lianheng.web.history.values import names_of

MOST_ENTRIES = 50_000
"""Of one package: they are held in memory, and whoever receives it must be able to do so too."""


@dataclass(frozen=True)
class Enclosure:
    """A file that proves a record, and the record that tells of the file. Told by an app's ``proofs.enclosures``."""

    name: Name
    digest: str
    file: Path


@dataclass(frozen=True)
class Issued:
    """What was written."""

    file: Path
    checkpoint: Checkpoint
    entries: int
    attachments: int


def issue_package(by: Actor, names: Iterable[Name], reason: str, file: Path) -> Issued:
    """Write the evidence of some records to ``file``. Raises PermissionDenied, or UserError for records not open to the issuer."""
    by.must("history.issue_package")
    chosen = sorted(set(names))
    with transaction.atomic():
        take_pen()  # what is described and told is one state of things
        enclosed = {enclosure.digest: enclosure for name in chosen for enclosure in enclosures(*name)}
        told = sorted({*chosen, *(enclosure.name for enclosure in enclosed.values())})
        entries = [entry for name in told for entry in _open_entries(by, name)]
        refuse_too_many(len(entries))
        records = [described(name) for name in chosen]
        issue = append(
            by,
            action="history.issue_package",
            kind="history.package",
            key=str(entries[-1].sequence if entries else 0),
            label="、".join(f"{kind} {key}" for kind, key in chosen),
            before=None,
            after={"records": [digest_of(record) for record in records], "attachments": sorted(enclosed)},
            reason=reason,
        )
    checkpoint = make_checkpoint(by)
    files = [enclosure.file for enclosure in enclosed.values()]
    write(by, [*entries, issue], checkpoint, file, records, files)
    return Issued(file, checkpoint, len(entries) + 1, len(files))


def write(
    by: Actor,
    entries: list[Entry],
    checkpoint: Checkpoint,
    file: Path,
    records: Iterable[State] = (),
    attachments: Iterable[Path] = (),
) -> None:
    """Prove the entries against the checkpoint and write them. Raises UserError where the journal was touched."""
    digests = (
        Entry.objects.filter(sequence__lte=checkpoint.size)
        .order_by("sequence")
        .values_list("digest", flat=True)
    )
    evidence = gather(
        digests.iterator(5000), map(sealed_entry, entries), checkpoint.text, signer_of(checkpoint)
    )
    write_package(file, evidence, signing_key(by), records, attachments)


def refuse_too_many(count: int) -> None:
    """Raises UserError for more entries than a package may hold."""
    if count > MOST_ENTRIES:
        raise UserError(
            f"共 {count} 条，一个证据包最多 {MOST_ENTRIES} 条：请缩小范围，分几次导出。",
            f"{count} entries are too many for one package of {MOST_ENTRIES}: choose less, and make several.",
        )


def enclosures(kind: str, key: str) -> Iterator[Enclosure]:
    """The files that all apps keep as proof of a record."""
    for app in settings.HOUSE:
        if find_spec(f"lianheng.web.{app}.proofs"):
            told = getattr(import_module(f"lianheng.web.{app}.proofs"), "enclosures", None)
            yield from told(kind, key) if told else ()


def described(name: Name) -> State:
    """A record as it is now, as the package shows it."""
    record = record_of(*name)
    if record is None:
        return {"kind": name[0], "key": name[1], "label": "", "state": None, "names": {}}
    state = snapshot(record)
    return {
        "kind": name[0],
        "key": name[1],
        "label": str(record),
        "state": state,
        "names": names_of(record, None, state),
    }


def digest_of(record: State) -> str:
    return str(Digest.of(Algorithm(settings.JOURNAL_DIGEST), canonical(record)))


def _open_entries(by: Actor, name: Name) -> list[Entry]:
    entries = list(Entry.objects.filter(kind=name[0], key=name[1]).order_by("sequence"))
    if not entries or len(open_to(by, entries)) != len(entries):
        raise UserError(
            f"没有记录 {name[0]} {name[1]}，或您无权查看它的全部历史。",
            f"There is no record {name[0]} {name[1]}, or its whole history is not yours to see.",
        )
    return entries
