"""Writing ledger tables as typed Parquet into a new folder, all or nothing.

Rows go to a temporary folder beside the target, which takes the target's name only when everything is
written.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lianheng.ledger.catalogue import ledger_tables
from lianheng.sources.bounded import sha256
from lianheng.sources.conversion import WHOLE, Conversion, Log, fault
from lianheng.text import Text

ROWS_IN_MEMORY = 20_000


class TableWriter:
    """Collects rows by table and publishes them as ``<table>.parquet`` with ``conversion.json``.

    Use as a context manager: leaving it without ``publish`` leaves nothing behind.
    """

    def __init__(self, out: Path, log: Log) -> None:
        self.out, self.log = out, log
        self.counts: dict[str, int] = {}
        self._rows: dict[str, list[Mapping[str, Any]]] = {}
        self._files: dict[str, pq.ParquetWriter] = {}
        self._keys: dict[str, set[Any]] = {}
        self._key_columns: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> TableWriter:
        target = self.out
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise fault(
                target.name,
                WHOLE,
                "",
                Text("目标文件夹已有内容", "the target folder is not empty"),
                Text(
                    "请另选一个新文件夹，已有的数据不会被覆盖",
                    "Choose a new folder; existing data is never overwritten",
                ),
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        self._folder.chmod(0o755)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, table: str, row: Mapping[str, Any]) -> bool:
        """Keep one row; False, and nothing kept, when its key was already there."""
        if table not in self._keys:
            self._keys[table], self._key_columns[table] = set(), ledger_tables()[table].key
        keys = self._keys[table]
        key = tuple(row[column] for column in self._key_columns[table])
        if key in keys:
            return False
        keys.add(key)
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= ROWS_IN_MEMORY:
            self._flush(table)
        return True

    def kept(self, table: str) -> int:
        """Rows of a table kept so far."""
        return len(self._keys.get(table, ()))

    def forget(self, table: str) -> None:
        """Drop a table's rows still in memory: a unit made for a source that yielded nothing."""
        self._rows.pop(table, None)

    def add_arrow(self, table: str, rows: pa.Table) -> None:
        """Keep rows already checked and typed; columns they lack are empty."""
        schema = ledger_tables()[table].arrow_schema()
        unknown = set(rows.column_names) - set(schema.names)
        if unknown:
            raise KeyError(f"{table} has no column {sorted(unknown)}")
        columns = [
            rows[field.name].cast(field.type)
            if field.name in rows.column_names
            else pa.nulls(len(rows), field.type)
            for field in schema
        ]
        self._write(table, pa.table(columns, schema=schema))

    def publish(self, sources: Iterable[Path]) -> Conversion:
        """Give the finished folder its name. SourceError when not a single row was written."""
        for table in list(self._rows):
            self._flush(table)
        for file in self._files.values():
            file.close()
        self._files.clear()
        given = sorted(sources)
        if not any(self.counts.values()):
            raise self._nothing(given)
        tables = dict(sorted(self.counts.items()))
        conversion = Conversion(tables, tuple(self.log.refused), tuple(self.log.notes), self.log.count)
        manifest = json.dumps(_manifest(given, conversion), ensure_ascii=False, indent=2)
        (self._folder / "conversion.json").write_text(manifest + "\n", encoding="utf-8")
        if self.out.exists():
            self.out.rmdir()
        self._folder.rename(self.out)
        return conversion

    def _nothing(self, given: list[Path]) -> Exception:
        first = self.log.refused[0] if self.log.refused else None
        name = given[0].name if len(given) == 1 else f"{len(given)} files"
        if first is None:
            return fault(
                name,
                WHOLE,
                "",
                Text("没有可转换的内容", "there is nothing to convert in it"),
                Text("请确认选对了来源类型", "Make sure the kind of source is right"),
            )
        reason = Text(
            f"没有一行可用；第一个原因（{first.file} {first.place.zh}）：{first.reason.zh}",
            f"no usable row; the first reason ({first.file}, {first.place.en}): {first.reason.en}",
        )
        return fault(name, first.place, first.value, reason, first.advice)

    def _flush(self, table: str) -> None:
        rows = self._rows.pop(table, [])
        if rows:
            schema = ledger_tables()[table].arrow_schema()
            unknown = set(rows[0]) - set(schema.names)
            if unknown:
                raise KeyError(f"{table} has no column {sorted(unknown)}")
            self._write(table, pa.Table.from_pylist(rows, schema=schema))

    def _write(self, table: str, rows: pa.Table) -> None:
        if table not in self._files:
            self._files[table] = pq.ParquetWriter(
                self._folder / f"{table}.parquet", rows.schema, compression="zstd"
            )
        self._files[table].write_table(rows)
        self.counts[table] = self.counts.get(table, 0) + len(rows)


def _manifest(sources: list[Path], conversion: Conversion) -> dict[str, Any]:
    return {
        "sources": [{"file": path.name, "sha256": sha256(path)} for path in sources],
        "tables": conversion.tables,
        "refused_count": conversion.refused_count,
        "refused": [
            {
                "file": item.file,
                "place": vars(item.place),
                "value": item.value,
                "reason": vars(item.reason),
                "advice": vars(item.advice),
            }
            for item in conversion.refused
        ],
        "notes": [vars(note) for note in conversion.notes],
    }
