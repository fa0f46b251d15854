"""Shows a checked table as it stands in its file: the first rows, and the rows around each mistake, the mistakes beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import Checked
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.headers import match_headers
from lianheng.tabular.problems import Problem
from lianheng.tabular.schema import Field, Table

LONGEST_CELL = 500
"""Characters of a cell that are shown."""
MOST_ROWS = 1000
"""Rows with mistakes that are shown; the mistakes themselves are all listed in the check."""


@dataclass(frozen=True)
class Column:
    """A column of the file, and the column of the ledger it is taken for; None when it is ignored."""

    header: str
    field: Field | None


@dataclass(frozen=True)
class PreviewRow:
    """A row as it stands in the file. ``number`` is its row there; None is an empty cell."""

    number: int
    cells: tuple[str | None, ...]
    problems: tuple[Problem, ...]

    def problem_of(self, column: Column) -> Problem | None:
        """The mistake in one cell, if there is one."""
        for problem in self.problems:
            if _names(problem, column):
                return problem
        return None


@dataclass(frozen=True)
class Preview:
    """A part of one table. Where the numbers of two rows are not neighbours, rows between them are left out."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[PreviewRow, ...]
    general: tuple[Problem, ...]
    """Mistakes of the table that are not in one of the rows shown: its header, lines that could not be split, and the rest."""
    total: int
    """Rows of the table, shown or not."""


def preview(checked: Checked, table: str, first: int = 20, around: int = 1) -> Preview:
    """The ``first`` rows of a table and ``around`` rows on each side of every mistake. KeyError when it was not read."""
    described, raw = ledger_tables()[table], checked.raws[table]
    headers, header_problems = match_headers(described, raw)
    own = [item for item in checked.problems if (item.file, item.sheet) == (raw.file.name, raw.sheet)]
    in_rows = [item for item in own if item.row is not None and item.column and item not in header_problems]
    wanted = _neighbours(sorted({item.row for item in in_rows if item.row is not None})[:MOST_ROWS], around)
    rows = tuple(
        PreviewRow(number, cells, tuple(item for item in in_rows if item.row == number))
        for number, cells in _rows(checked.database, raw, first, wanted)
    )
    shown = {row.number for row in rows}
    general = tuple(item for item in own if item not in in_rows or item.row not in shown)
    fields = {header: described.columns[name] for name, header in headers.items()}
    columns = tuple(Column(header, fields.get(header)) for header in raw.types)
    return Preview(described, columns, rows, general, checked.rows[table])


def _neighbours(rows: Iterable[int], around: int) -> list[int]:
    return sorted({near for row in rows for near in range(row - around, row + around + 1)})


def _rows(
    database: Database, raw: RawTable, first: int, wanted: list[int]
) -> list[tuple[int, tuple[str | None, ...]]]:
    """The first rows, and those with the numbers wanted, in the order of the file."""
    cells = ", ".join(f"left(CAST({quoted(name)} AS VARCHAR), {LONGEST_CELL + 1})" for name in raw.types)
    beginning = f"SELECT {ROW}, {cells} FROM {raw.relation} ORDER BY {ROW} LIMIT {int(first)}"
    found = {row: values for row, *values in database.rows(beginning)}
    if missing := [number for number in wanted if number not in found]:
        listed = ", ".join(str(number) for number in missing)
        found |= {
            row: values
            for row, *values in database.rows(
                f"SELECT {ROW}, {cells} FROM {raw.relation} WHERE {ROW} IN ({listed})"
            )
        }
    return [(number, tuple(map(_shortened, found[number]))) for number in sorted(found)]


def _shortened(cell: str | None) -> str | None:
    return cell if cell is None or len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"


def _names(problem: Problem, column: Column) -> bool:
    """Whether a mistake is in a column; its problem says either the header or the column's title and name."""
    if column.field is None or problem.column is None:
        return problem.column == column.header
    return problem.column == column.header or problem.column.endswith(f"（{column.field.name}）")
