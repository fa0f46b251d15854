"""Lays what is already known of each table into a database: the rows of the store's batches, and those people keep in the application.

Batches are read where they lie, as Parquet, whenever somebody asks; nothing is copied but the application's own rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.schema import Field, Table, Type

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = "_batch"
"""The column that says which batch a row came with; empty for a row that the application keeps."""

Records = Mapping[str, "pa.Table"]
"""Rows that people keep in the application, as Arrow tables by the name of their ledger table."""


def lay_known(
    database: Database, parts: Mapping[str, Sequence[Path]], records: Records, prefix: str = ""
) -> frozenset[str]:
    """Make each table that has a part or a record readable as the view ``prefix + name``, with a column ``_batch``.

    Columns that an old batch did not have yet are empty. Returns the names of the tables, without the prefix.
    """
    names = frozenset(parts) | frozenset(records)
    for name in names:
        table = ledger_tables()[name]
        selects = []
        if files := parts.get(name):
            selects.append(_from_batches(table, files))
        if name in records:
            selects.append(_from_records(database, table, records[name], _records_name(name, prefix)))
        database.execute(f"CREATE OR REPLACE VIEW {prefix}{name} AS {' UNION ALL '.join(selects)}")
    return names


def lay_empty(database: Database, names: Iterable[str]) -> None:
    """Make tables of which nothing is known readable as empty ones."""
    for name in names:
        columns = ", ".join(_nothing(field) for field in ledger_tables()[name].fields)
        database.execute(
            f"CREATE VIEW {name} AS SELECT {columns}, CAST(NULL AS VARCHAR) AS {BATCH} WHERE FALSE"
        )


def drop_known(database: Database, names: Iterable[str], prefix: str = "") -> None:
    """Take back what ``lay_known`` laid."""
    for name in names:
        database.execute(f"DROP VIEW {prefix}{name}")
        database.execute(f"DROP TABLE IF EXISTS {_records_name(name, prefix)}")


def _records_name(name: str, prefix: str) -> str:
    return f"_{prefix}{name}_records"


def _from_batches(table: Table, files: Sequence[Path]) -> str:
    held = [_columns(file) for file in files]
    wanted = {field.name for field in table.fields}
    alike = all(columns & wanted == held[0] & wanted for columns in held)
    listed = ", ".join(literal(str(file)) for file in files)
    options = f"filename = true, hive_partitioning = false, union_by_name = {literal(not alike)}"
    columns = ", ".join(
        quoted(field.name) if any(field.name in names for names in held) else _nothing(field)
        for field in table.fields
    )
    return f"SELECT {columns}, parse_path(filename)[-2] AS {BATCH} FROM read_parquet([{listed}], {options})"


@lru_cache(maxsize=10_000)
def _columns(file: Path) -> frozenset[str]:
    """The columns of a batch's file, which is never written again."""
    import pyarrow.parquet as pq

    return frozenset(pq.read_schema(file).names)


def _from_records(database: Database, table: Table, rows: pa.Table, name: str) -> str:
    columns = ", ".join(
        f"{_kept(field)} AS {quoted(field.name)}" if field.name in rows.column_names else _nothing(field)
        for field in table.fields
    )
    database.register("given_records", rows)
    database.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns} FROM given_records")
    database.unregister("given_records")
    return f"SELECT *, CAST(NULL AS VARCHAR) AS {BATCH} FROM {name}"


def _kept(field: Field) -> str:
    """The value of a record; the empty text of a form is no value."""
    cell = f"CAST({quoted(field.name)} AS {field.type.sql})"
    return f"NULLIF({cell}, '')" if field.type is Type.STRING else cell


def _nothing(field: Field) -> str:
    return f"CAST(NULL AS {field.type.sql}) AS {quoted(field.name)}"
