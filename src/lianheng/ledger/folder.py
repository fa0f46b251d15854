"""Opens a ledger: a folder (or one workbook) of files named after tables, or a store of batches as it was known on a day.

Everything is read and checked before anything is used. With a refusal anywhere no ledger is given out.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import BATCHES, Store
from lianheng.tabular.checks import dangling, read_table
from lianheng.tabular.database import Database
from lianheng.tabular.files import SUFFIXES, RawTable, digest, open_file
from lianheng.tabular.problems import Problem, nearest
from lianheng.tabular.schema import Table
from lianheng.text import Text, UserError

BESIDE_THE_TABLES = {"planted", "说明"}
"""Names that may lie in a ledger's folder without being tables: the example's answer key, and notes."""
OVERLAY = "standards"

Progress = Callable[[Text], None]


@dataclass(frozen=True)
class Ledger:
    """A year's tables, typed and checked, standing in a database under their names."""

    database: Database
    rows: dict[str, int]
    notices: tuple[Problem, ...]
    digest: str
    overlay: Path | None


class LedgerRefused(UserError):
    """The input has mistakes that must be mended first. Carries all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        refusals = sum(problem.refusal for problem in problems)
        super().__init__(
            f"台账有{refusals}处错误，未予采用。", f"The ledger was refused for {refusals} mistakes."
        )
        self.problems = problems


def open_ledger(
    path: Path,
    as_at: datetime.date | None = None,
    progress: Progress = lambda _: None,
    in_memory: bool = False,
) -> Ledger:
    """Read a ledger. ``as_at`` matters for a store: batches recorded later are not seen.

    Raises LedgerRefused with every mistake found, UserError when there is nothing to read.
    """
    files = ledger_files(path, as_at)
    database = Database(in_memory=in_memory)
    problems: list[Problem] = []
    raws: dict[str, RawTable] = {}
    for number, file in enumerate(files):
        progress(Text(f"打开 {file.name}", f"opening {file.name}"))
        opened, found = open_file(database, file, number)
        problems += found
        for raw in opened:
            problems += _place(raw, raws)
    rows: dict[str, int] = {}
    for name in sorted(raws):
        progress(Text(f"核对 {ledger_tables()[name].title.zh}", f"checking {name}"))
        checked = read_table(database, ledger_tables()[name], raws[name])
        problems += checked.problems
        if not checked.refused:
            rows[name] = checked.rows
    progress(Text("核对引用", "checking references"))
    for name in rows:
        problems += _references(database, ledger_tables()[name], raws[name], rows)
    if any(problem.refusal for problem in problems):
        database.close()
        raise LedgerRefused(tuple(problems))
    folder = path if path.is_dir() else path.parent
    overlay = folder / OVERLAY if (folder / OVERLAY).is_dir() else None
    return Ledger(database, rows, tuple(problems), _digest(files, overlay), overlay)


def ledger_files(path: Path, as_at: datetime.date | None = None) -> list[Path]:
    """The table files of a ledger in a fixed order. Raises UserError when there are none."""
    if not path.exists():
        raise UserError(f"找不到台账：{path}", f"There is no ledger at {path}.")
    if (path / BATCHES).is_dir():
        return Store(path).snapshot_files(as_at)
    candidates = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [
        file
        for file in candidates
        if file.suffix.lower() in SUFFIXES
        and not file.name.startswith(("~$", "."))
        and file.is_file()
        and file.stem not in BESIDE_THE_TABLES
    ]
    if not files:
        raise UserError(
            f"{path} 里没有 CSV、XLSX 或 Parquet 台账文件。可用 lianheng ledger template 生成模板。",
            f"{path} holds no CSV, XLSX or Parquet ledger file. Make a template with: lianheng ledger template",
        )
    return files


def _place(raw: RawTable, raws: dict[str, RawTable]) -> list[Problem]:
    """Put a raw table under the name of its ledger table, or say why there is none."""
    name = _table_name(raw.name) or (_table_name(raw.file.stem) if raw.alone else None)
    if raw.sheet in BESIDE_THE_TABLES:
        return []
    if name is None:
        return [_unknown(raw)]
    if name in raws:
        return [
            Problem(
                Text(
                    f"“{name}”已由 {raws[name].file.name} 提供",
                    f"{name} is already given by {raws[name].file.name}",
                ),
                Text("一张表只能有一个来源，请合并。", "A table has one source; merge them."),
                raw.file.name,
                raw.sheet,
            )
        ]
    raws[name] = raw
    return []


def _table_name(name: str) -> str | None:
    if name.lower() in ledger_tables():
        return name.lower()
    return next((table.name for table in ledger_tables().values() if table.title.zh == name.strip()), None)


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


def _references(database: Database, table: Table, raw: RawTable, rows: dict[str, int]) -> list[Problem]:
    """Dangling references into tables that the ledger has; a table it lacks is said by the rules that need it."""
    return [
        problem
        for link in table.foreign_keys
        if link.table in rows
        for problem in dangling(database, table, raw, link.column, ledger_tables()[link.table], link.target)
    ]


def _digest(files: list[Path], overlay: Path | None) -> str:
    """SHA-256 over the names and contents of everything the ledger was made from."""
    total = hashlib.sha256()
    for file in [*files, *(sorted(overlay.glob("*.csv")) if overlay else [])]:
        total.update(f"{file.name}\0{digest(file)}\n".encode())
    return total.hexdigest()
