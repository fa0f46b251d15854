"""What a row is called where another one refers to it: the name of a unit, the title of a contract, the payee of a payment."""

from __future__ import annotations

from collections.abc import Iterable

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Table, Type

from .query import key_text
from .reader import Reader
from .snapshots import Snapshot
from .values import Values

NAMING = (
    "name",
    "title",
    "subject",
    "text",
    "supplier",
    "payee",
    "organisation",
    "project",
    "item",
    "enterprise",
    "purpose",
)
"""Columns that say what a row is, the first that a table has."""


def label_column(reader: Reader, table: Table) -> str | None:
    """The column a row is called by, if the reader may see one."""
    fields = reader.fields(table)
    return next((name for name in NAMING if name in fields), None)


def labels(snapshot: Snapshot, reader: Reader, table: str, keys: Iterable[str]) -> dict[str, str]:
    """What the rows with these keys are called. Keys whose rows are not there, or not to be seen, are left out."""
    described, wanted = ledger_tables()[table], sorted(set(keys))
    if not wanted or not reader.may_open(table):
        return {}
    column = label_column(reader, described)
    values = Values()
    condition = f"{keyed(described, wanted, values)} AND {reader.condition(described, values)}"
    shown = quoted(column) if column else "NULL"
    rows = snapshot.rows(
        f"SELECT {key_text(described)}, {shown} FROM {table} WHERE {condition}", values.bound
    )
    return {str(key): str(key if label is None else label) for key, label in rows}


def keyed(table: Table, keys: Iterable[str], values: Values) -> str:
    """The rows with these keys. Each part is compared as it stands in its column, so that most of the data is skipped."""
    if len(table.key) == 1 and table.columns[table.key[0]].type is Type.STRING:
        return f"{quoted(table.key[0])} IN ({values.several(keys)})"
    return f"({' OR '.join(_same(table, key, values) for key in keys)})"


def _same(table: Table, key: str, values: Values) -> str:
    parts = key.split("|")
    if len(parts) != len(table.key):  # a part has a stroke of its own
        return f"{key_text(table)} = {values.one(key)}"
    fields = [table.columns[name] for name in table.key]
    return " AND ".join(
        f"{quoted(field.name)} = TRY_CAST({values.one(part)} AS {field.type.sql})"
        for field, part in zip(fields, parts, strict=True)
    )
