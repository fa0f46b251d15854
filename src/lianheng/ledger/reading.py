"""Files become typed tables in a database: each is opened, placed under the ledger table it is, and checked cell by cell.

Runs whenever a ledger is opened from files and whenever an import is checked. All mistakes are collected; none stops it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.checks import read_table
from lianheng.tabular.database import Database
from lianheng.tabular.files import RawTable, open_file
from lianheng.tabular.problems import Problem, nearest
from lianheng.text import Text

BESIDE_THE_TABLES = {"planted", "说明"}
"""Names that may lie in a ledger's folder without being tables: the example's answer key, and notes."""


class Progress(Protocol):
    """Told what is being done now, how many steps are behind it, and how many there are in all."""

    def __call__(self, what: Text, done: int = 0, total: int | None = None) -> None: ...


def unwatched(what: Text, done: int = 0, total: int | None = None) -> None:
    """Progress that nobody watches."""


class Steps:
    """Counts the steps of one piece of work for whoever watches it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._done, self.total = progress, 0, total

    def __call__(self, zh: str, en: str) -> None:
        self._progress(Text(zh, en), self._done, self.total)
        self._done += 1


@dataclass(frozen=True)
class Reading:
    """What files hold. The tables in ``rows`` stand typed in the database; those only in ``raws`` were refused."""

    raws: dict[str, RawTable]
    rows: dict[str, int]
    counted: dict[str, int]
    """Rows of every table that was read, refused ones too."""
    problems: list[Problem]


def read_files(database: Database, files: Sequence[Path], steps: Steps, table: str | None = None) -> Reading:
    """Read files into a database. ``table`` is what a file with a single table holds, whatever its name."""
    reading = Reading({}, {}, {}, [])
    for number, file in enumerate(files):
        steps(f"打开 {file.name}", f"opening {file.name}")
        opened, found = open_file(database, file, number)
        reading.problems.extend(found)
        for raw in opened:
            reading.problems.extend(_place(raw, reading.raws, table if raw.alone else None))
    steps.total += len(reading.raws)
    for name in sorted(reading.raws):
        steps(f"核对 {ledger_tables()[name].title.zh}", f"checking {name}")
        checked = read_table(database, ledger_tables()[name], reading.raws[name])
        reading.problems.extend(checked.problems)
        reading.counted[name] = checked.rows
        if not checked.refused:
            reading.rows[name] = checked.rows
    return reading


def _place(raw: RawTable, raws: dict[str, RawTable], chosen: str | None) -> list[Problem]:
    """Put a raw table under the name of its ledger table, or say why there is none."""
    if raw.sheet in BESIDE_THE_TABLES:
        return []
    name = chosen or _table_name(raw.name) or (_table_name(raw.file.stem) if raw.alone else None)
    if name is None:
        return [_unknown(raw)]
    if name in raws:
        return [_taken(raw, name, raws[name].file.name)]
    raws[name] = raw
    return []


def _table_name(name: str) -> str | None:
    if name.lower() in ledger_tables():
        return name.lower()
    return next((table.name for table in ledger_tables().values() if table.title.zh == name.strip()), None)


def _taken(raw: RawTable, name: str, other: str) -> Problem:
    return Problem(
        Text(f"“{name}”已由 {other} 提供", f"{name} is already given by {other}"),
        Text("一张表只能有一个来源，请合并。", "A table has one source; merge them."),
        raw.file.name,
        raw.sheet,
    )


def _unknown(raw: RawTable) -> Problem:
    titles = {table.title.zh: table.name for table in ledger_tables().values()}
    guess = nearest(raw.name, [*ledger_tables(), *titles])
    return Problem(
        Text("台账没有这张表", "the ledger has no such table"),
        Text(
            f"是不是“{guess}”？请改名；不是台账的文件请移走。",
            f"Did you mean “{guess}”? Rename it, or move it out of the ledger.",
        )
        if guess
        else Text("不是台账的文件请移走。", "Move files that are no table out of the ledger."),
        raw.file.name,
        raw.sheet,
        value=raw.name,
        refusal=guess is not None,
    )
