"""Keys that are referred to and stand nowhere, and keys that stand twice: the questions that go beyond one table.

Asked of relations in a database; who asks turns the answers into problems with their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianheng.tabular.database import Database, quoted
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.schema import Field, ForeignKey, Table
from lianheng.text import Text

POSITION = "rowid"
"""The place of a row in a typed table; ``row_numbers`` turns it into the row of the file."""


@dataclass(frozen=True)
class Missing:
    """A key that some rows refer to and no row has. ``place`` is that of the first of them."""

    value: str
    times: int
    place: int | str | None


def missing_keys(
    database: Database, referring: str, place: str, link: ForeignKey, targets: Sequence[str]
) -> list[Missing]:
    """The values of a foreign key in ``referring`` that none of the relations ``targets`` has, the first ones first."""
    present = " UNION ALL ".join(f"SELECT {quoted(link.target)} AS present FROM {name}" for name in targets)
    column = f"a.{quoted(link.column)}"
    rows = database.rows(
        f"SELECT CAST({column} AS VARCHAR), count(*), min(a.{place}) FROM {referring} AS a "
        f"ANTI JOIN ({present}) AS b ON {column} = b.present WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 3, 1"
    )
    return [Missing(str(value), int(times), where) for value, times, where in rows]


def dangling(
    database: Database, table: Table, raw: RawTable, link: ForeignKey, target: Table, targets: Sequence[str]
) -> list[Problem]:
    """Each key that the rows of a file refer to and that stands nowhere, with the first row that does."""
    found = missing_keys(database, table.name, POSITION, link, targets)
    shown = found[:SHOWN_PER_COLUMN]
    numbers = row_numbers(database, raw, [int(item.place or 0) for item in shown])
    rest = sum(item.times for item in found[SHOWN_PER_COLUMN:])
    return [
        no_such_key(
            target,
            table.columns[link.column],
            item,
            raw.file.name,
            raw.sheet,
            numbers.get(int(item.place or 0)),
            more=item.times - 1 + (rest if position == SHOWN_PER_COLUMN else 0),
        )
        for position, item in enumerate(shown, start=1)
    ]


def no_such_key(
    target: Table,
    field: Field,
    item: Missing,
    file: str,
    sheet: str | None = None,
    row: int | None = None,
    more: int = 0,
    refusal: bool = True,
) -> Problem:
    return Problem(
        Text(f"在“{target.title.zh}”中没有这个编号", f"no such key in {target.name}"),
        Text(f"请先补录{target.title.zh}，或改正编号。", f"Add it to {target.name} first, or correct it."),
        file,
        sheet,
        row,
        column_title(field),
        item.value,
        more,
        refusal,
    )


def column_title(field: Field) -> str:
    return f"{field.title.zh}（{field.name}）"


def row_numbers(database: Database, raw: RawTable, positions: Sequence[int]) -> dict[int, int]:
    """The row of the file for each position in its typed table: both list the same rows in the same order."""
    if not positions:
        return {}
    listed = ", ".join(str(position) for position in positions)
    numbered = f"SELECT row_number() OVER () - 1 AS position, {ROW} FROM {raw.relation}"
    return {
        int(position): int(row)
        for position, row in database.rows(f"SELECT * FROM ({numbered}) WHERE position IN ({listed})")
    }
