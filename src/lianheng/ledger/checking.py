"""A dry run of an import: everything that is wrong with a file or folder, told at once, and nothing stored.

References are looked for in the source itself, then in the batches of the store, then among the application's records;
a key that any of them has already is a repeat. ``record_import`` takes what was checked here and decides the same again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianheng.ledger.folder import ledger_files
from lianheng.ledger.known import Records, lay_known
from lianheng.ledger.ledger import Part, digest_of, file_parts
from lianheng.ledger.outside import KNOWN, outside_problems
from lianheng.ledger.passing import leave_out_known
from lianheng.ledger.reading import Progress, Reading, Steps, read_files, unwatched
from lianheng.ledger.store import Store
from lianheng.tabular.database import Database
from lianheng.tabular.files import RawTable
from lianheng.tabular.problems import Problem
from lianheng.text import Text, UserError


@dataclass(frozen=True)
class Checked:
    """What a dry run found. To be closed, or used in a ``with``; until then the rows stand in its database."""

    database: Database
    files: tuple[Path, ...]
    parts: list[Part]
    """Name and SHA-256 of each of the files."""
    sources: Mapping[str, str]
    """SHA-256 of each file that the user gave, by file name."""
    digest: str
    """What a person accepts: it changes with every byte of the source and with the table chosen for it."""
    raws: Mapping[str, RawTable]
    rows: Mapping[str, int]
    """Rows of each table of the source, refused ones too."""
    problems: tuple[Problem, ...]
    records: Records
    batches: frozenset[str]
    """The batches that were known while this was checked."""

    @property
    def accepted(self) -> bool:
        """Whether the source may be recorded as it is."""
        return not any(problem.refusal for problem in self.problems)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Checked:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def check_import(
    store: Store,
    source: Path,
    records: Records | None = None,
    table: str | None = None,
    origins: Sequence[Path] = (),
    passing: Collection[str] = (),
    progress: Progress = unwatched,
    in_memory: bool = False,
) -> Checked:
    """Check one file, or a folder of them, against itself, the store and the application's records.

    ``table`` says which table a file with a single table holds, whatever its name is. ``origins`` are the files that the
    source was converted from, when it was: then they are what the batch names as its sources. ``passing`` are the tables of
    which the source only names rows, so that those already known are left out.
    Raises UserError when there is no file to read, or when one changes while it is read.
    """
    records = records or {}
    files = tuple(ledger_files(source))
    parts = file_parts([*origins, *files])
    steps = Steps(progress, len(files) + 2)
    database = Database(in_memory=in_memory)
    try:
        reading = read_files(database, files, steps, table)
        manifests = store.known()
        known = lay_known(database, store.parts(manifests), records, KNOWN)
        steps("与已有批次和系统记录核对", "comparing with batches and records")
        problems = [*reading.problems, *leave_out_known(database, reading, passing, known)]
        problems += _nothing_read(reading, source)
        problems += outside_problems(database, reading.raws, reading.rows, known)
        steps("复核文件", "hashing again")
        if file_parts([*origins, *files]) != parts:
            raise changed(source)
    except BaseException:
        database.close()
        raise
    return Checked(
        database,
        (*origins, *files),
        parts,
        dict(parts[: len(origins)] or parts),
        digest_of([*parts, ("table", table or "")]),
        reading.raws,
        reading.counted,
        tuple(problems),
        records,
        frozenset(manifest.batch_id for manifest in manifests),
    )


def changed(source: Path) -> UserError:
    return UserError(
        f"{source.name} 在核对之后被改动，未予导入。请重新核对。",
        f"{source.name} was changed after it was checked; nothing was imported. Check it again.",
    )


def _nothing_read(reading: Reading, source: Path) -> list[Problem]:
    """A source without a single row is a mistake, even when nothing in it is wrong."""
    if sum(reading.counted.values()) or any(problem.refusal for problem in reading.problems):
        return []
    return [
        Problem(
            Text("没有一行可导入的数据", "there is not a single row to import"),
            Text(
                "请选对文件，并选定它是哪张表；可下载模板对照。",
                "Choose the right file and the table it is; a template shows what is expected.",
            ),
            source.name,
        )
    ]
