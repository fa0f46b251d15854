"""The in-process database. The one module that imports DuckDB: everything else is handed a ``Database``.

Settings are for one offline server: no extension is ever fetched, memory is bounded, larger work spills to disk.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

DatabaseError = duckdb.Error
MEMORY_LIMIT = "4GB"
TIME_ZONE = "Asia/Shanghai"  # the day of an instant is the day in Beijing


class Database:
    """A DuckDB database in a temporary folder of its own, removed when it is no longer used."""

    def __init__(self, memory_limit: str = MEMORY_LIMIT, in_memory: bool = False) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="lianheng-"))
        self._cleanup: Callable[[], object] = weakref.finalize(self, shutil.rmtree, self._folder, True)
        self.connection = duckdb.connect(
            ":memory:" if in_memory else str(self._folder / "ledger.duckdb"),
            config={
                "memory_limit": memory_limit,
                "temp_directory": str(self._folder / "spill"),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        self.execute(f"SET GLOBAL TimeZone = '{TIME_ZONE}'")

    def cursor(self) -> Database:
        """The same tables for another thread. To be closed by who asked; the folder goes with the first one."""
        beside = copy.copy(self)
        beside.connection = self.connection.cursor()
        beside._cleanup = lambda: self  # holds on to the first one: its folder must outlive this
        return beside

    def scratch(self, name: str) -> Path:
        """A path in the database's own folder, which goes when the database goes."""
        return self._folder / name

    def execute(self, sql: str, values: list[Any] | None = None) -> None:
        """Run a statement to its end, whatever it returns."""
        self.connection.execute(sql, values).fetchall()

    def rows(self, sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()

    def blocks(
        self, sql: str, values: list[Any] | None = None, size: int = 10_000
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query block by block, never all of them in memory."""
        running = self.connection.execute(sql, values)
        while block := running.fetchmany(size):
            yield block

    def one(self, sql: str, values: list[Any] | None = None) -> tuple[Any, ...]:
        """The only row of a query that always has one."""
        rows = self.rows(sql, values)
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} rows instead of one: {sql}")
        return rows[0]

    def columns(self, sql: str) -> dict[str, str]:
        """Column names of a query with their SQL types."""
        return {name: str(kind) for name, kind, *_ in self.rows(f"DESCRIBE {sql}")}

    def arrow(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()

    def register(self, name: str, table: pa.Table) -> None:
        """Let SQL read an Arrow table under ``name`` without copying it."""
        self.connection.register(name, table)

    def unregister(self, name: str) -> None:
        self.connection.unregister(name)

    def close(self) -> None:
        self.connection.close()
        self._cleanup()


def quoted(name: str) -> str:
    """An identifier, safe inside SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A value as an SQL literal: text, number, boolean, None, or anything whose text form SQL reads (dates)."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float) or type(value).__name__ == "Decimal":
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"
