"""One row with all that belongs to it: the batch it came with, what it refers to, and everything that refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.known import BATCH
from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Field, ForeignKey, Table

from .labels import keyed, label_column, labels
from .query import Line, key_text
from .reader import Reader
from .snapshots import Snapshot
from .values import Values

FIRST = 5
"""Rows shown of each table that refers to this one; its page lists all of them."""
SHOWN_COLUMNS = 6


@dataclass(frozen=True)
class Reference:
    """A foreign key that is filled in. ``label`` is None when its row is not there or not to be seen; then no link is shown."""

    field: Field
    table: Table
    key: str
    label: str | None


@dataclass(frozen=True)
class Referrer:
    """A table whose ``field`` refers to this row: how many rows the reader may see, and the first of them."""

    table: Table
    field: Field
    count: int
    columns: tuple[Field, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Opened:
    """A row opened. ``values`` stand as the columns do; ``batch`` is None for a row that the application keeps."""

    table: Table
    key: str
    columns: tuple[Field, ...]
    values: tuple[Any, ...]
    batch: str | None
    references: tuple[Reference, ...]
    referrers: tuple[Referrer, ...]


def open_row(snapshot: Snapshot, reader: Reader, table: str, key: str) -> Opened | None:
    """Open the row with a key, parts joined by ``|``. None when there is none, or none that the reader may see.

    Raises Absent when the reader may not open the table.
    """
    described, values = reader.table(table), Values()
    columns = tuple(reader.fields(described).values())
    condition = f"{keyed(described, [key], values)} AND {reader.condition(described, values)}"
    listed = ", ".join(quoted(field.name) for field in columns)
    rows = snapshot.rows(f"SELECT {BATCH}, {listed} FROM {table} WHERE {condition} LIMIT 1", values.bound)
    if not rows:
        return None
    batch, *cells = rows[0]
    return Opened(
        described,
        key,
        columns,
        tuple(cells),
        batch,
        _references(
            snapshot, reader, described, dict(zip((field.name for field in columns), cells, strict=True))
        ),
        _referrers(snapshot, reader, described, key),
    )


def _references(
    snapshot: Snapshot, reader: Reader, table: Table, cells: dict[str, Any]
) -> tuple[Reference, ...]:
    """What the row refers to, in the order of its columns. One query for each table referred to."""
    links = [link for link in table.foreign_keys if cells.get(link.column) is not None]
    named = {
        target: labels(snapshot, reader, target, [str(cells[link.column]) for link in group])
        for target, group in groupby(sorted(links, key=lambda link: link.table), key=lambda link: link.table)
    }
    return tuple(
        Reference(table.columns[link.column], ledger_tables()[link.table], key, named[link.table].get(key))
        for link in links
        for key in [str(cells[link.column])]
    )


def _referrers(snapshot: Snapshot, reader: Reader, table: Table, key: str) -> tuple[Referrer, ...]:
    """What refers to the row: one query for each table that can."""
    found: list[Referrer] = []
    for name in sorted(snapshot.tables):
        referring = ledger_tables()[name]
        links = [link for link in referring.foreign_keys if link.table == table.name]
        if links and reader.may_open(name):
            found += _referring(snapshot, reader, referring, links, key)
    return tuple(found)


def _referring(
    snapshot: Snapshot, reader: Reader, table: Table, links: list[ForeignKey], key: str
) -> list[Referrer]:
    """The rows of one table that refer to a key, by the column in which they do: counts and first rows in one pass."""
    fields, values = reader.fields(table), Values()
    links = [link for link in links if link.column in fields]
    place = values.one(key)
    condition = reader.condition(table, values)
    columns = _summary(reader, table)
    cells = ", ".join([key_text(table), *(quoted(field.name) for field in columns)])
    matches = [f"{quoted(link.column)} = {place}" for link in links]
    asked = ", ".join(
        f"count(*) FILTER ({match}), arg_min(({cells}), {key_text(table)}, {FIRST}) FILTER ({match})"
        for match in matches
    )
    (row,) = snapshot.rows(
        f"SELECT {asked} FROM {table.name} WHERE ({' OR '.join(matches)}) AND {condition}", values.bound
    )
    return [
        Referrer(table, table.columns[link.column], count, columns, tuple(_line(first) for first in firsts))
        for link, count, firsts in zip(links, row[::2], row[1::2], strict=True)
        if count
    ]


def _line(cells: tuple[Any, ...]) -> Line:
    key, *values = cells
    return Line(str(key), tuple(values))


def _summary(reader: Reader, table: Table) -> tuple[Field, ...]:
    """The columns by which a row is recognised: its key, its name, and the first others."""
    fields = reader.fields(table)
    naming = label_column(reader, table)
    first = [*table.key, *([naming] if naming else []), *fields]
    return tuple(fields[name] for name in list(dict.fromkeys(first))[:SHOWN_COLUMNS])
