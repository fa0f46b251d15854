"""Opens a ledger: a folder (or one workbook) of files named after tables, or a store of batches as it was known on a day.

Everything is read and checked before anything is used. With a refusal anywhere no ledger is given out.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.ledger import Ledger, LedgerRefused, digest_of, file_parts, overlay_parts
from lianheng.ledger.reading import BESIDE_THE_TABLES, Progress, Reading, Steps, read_files, unwatched
from lianheng.ledger.references import dangling
from lianheng.ledger.snapshot import open_store
from lianheng.ledger.store import BATCHES, Store
from lianheng.tabular.database import Database
from lianheng.tabular.files import SUFFIXES
from lianheng.tabular.problems import Problem
from lianheng.text import UserError

__all__ = ["Ledger", "LedgerRefused", "ledger_files", "open_ledger"]

OVERLAY = "standards"


def open_ledger(
    path: Path,
    as_at: datetime.date | None = None,
    progress: Progress = unwatched,
    in_memory: bool = False,
) -> Ledger:
    """Read a ledger. ``as_at`` matters for a store: batches recorded later are not seen.

    Raises LedgerRefused with every mistake found, UserError when there is nothing to read.
    """
    folder = path if path.is_dir() else path.parent
    overlay = folder / OVERLAY if (folder / OVERLAY).is_dir() else None
    if (path / BATCHES).is_dir():
        return open_store(Store(path), as_at, progress=progress, in_memory=in_memory, overlay=overlay)
    files = ledger_files(path)
    steps = Steps(progress, len(files) + 1)
    database = Database(in_memory=in_memory)
    reading = read_files(database, files, steps)
    steps("核对引用", "checking references")
    problems = [*reading.problems, *_dangling(database, reading)]
    if any(problem.refusal for problem in problems):
        database.close()
        raise LedgerRefused(problems)
    total = digest_of([*file_parts(files), *overlay_parts(overlay)])
    return Ledger(database, reading.rows, tuple(problems), total, overlay)


def ledger_files(path: Path) -> list[Path]:
    """The table files of a ledger in a fixed order. Raises UserError when there are none."""
    if not path.exists():
        raise UserError(f"找不到台账：{path}", f"There is no ledger at {path}.")
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


def _dangling(database: Database, reading: Reading) -> list[Problem]:
    """Dangling references into tables that the ledger has; a table it lacks is said by the rules that need it."""
    return [
        problem
        for name in reading.rows
        for link in ledger_tables()[name].foreign_keys
        if link.table in reading.rows
        for problem in dangling(
            database,
            ledger_tables()[name],
            reading.raws[name],
            link,
            ledger_tables()[link.table],
            [link.table],
        )
    ]
