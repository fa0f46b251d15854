"""Makes the typed table of a raw one and finds every cell that has no value or not one its column allows.

Vectorised: one pass over the typed rows counts what is wrong in each column, further queries fetch only what is to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianheng.tabular.casts import careful_cast, filled, plain_cast, unsettled
from lianheng.tabular.constraints import value_problems
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.headers import match_headers
from lianheng.tabular.problems import Problem
from lianheng.tabular.reasons import bad_cell
from lianheng.tabular.schema import Field, Table, Type
from lianheng.tabular.wrong_cells import cells, counts, problem_at
from lianheng.text import Text

_BLANK = Text("必填项为空", "must not be empty")
_FILL_IN = Text("请填写。", "Fill it in.")


@dataclass(frozen=True)
class CheckedTable:
    """The outcome of reading one table: how many rows stand typed in the database under the table's name."""

    table: Table
    rows: int
    problems: tuple[Problem, ...]
    keyed: bool
    """Whether each of the rows has its key, so that what refers to the table can be looked up in it."""

    @property
    def refused(self) -> bool:
        return any(problem.refusal for problem in self.problems)


def read_table(database: Database, table: Table, raw: RawTable) -> CheckedTable:
    """Make the typed table ``table.name`` out of a raw one, and say everything that is wrong with it.

    A refused table stands as well, its bad cells empty, so that references from it and into it can be looked up and told
    together with the rest. It is good for nothing else.
    """
    columns, problems = match_headers(table, raw)
    database.execute(
        f"CREATE TABLE {table.name} AS SELECT {ROW}, {_casts(table, raw, columns)} FROM {raw.relation}"
    )
    looked_at = _settle(database, table, raw, columns)
    problems += _cell_problems(database, table, raw, columns, looked_at)
    problems += value_problems(database, table, raw, columns)
    keyless = " OR ".join(f"{quoted(name)} IS NULL" for name in table.key)
    rows, without_key = database.one(f"SELECT count(*), count(*) FILTER ({keyless}) FROM {table.name}")
    database.execute(f"ALTER TABLE {table.name} DROP COLUMN {ROW}")
    return CheckedTable(table, rows, tuple(problems), keyed=without_key == 0)


def _casts(table: Table, raw: RawTable, columns: Mapping[str, str]) -> str:
    return ", ".join(
        f"{plain_cast(field, columns[field.name], raw.types[columns[field.name]])} AS {quoted(field.name)}"
        if field.name in columns
        else f"CAST(NULL AS {field.type.sql}) AS {quoted(field.name)}"
        for field in table.fields
    )


def _settle(database: Database, table: Table, raw: RawTable, columns: Mapping[str, str]) -> set[str]:
    """Look carefully at the cells that the plain spelling did not settle. Returns the columns that had any."""
    named = [field for field in table.fields if field.name in columns]
    conditions = [unsettled(field, columns[field.name], raw.types[columns[field.name]]) for field in named]
    counted = counts(database, f"{raw.relation} AS r POSITIONAL JOIN {table.name} AS t", conditions)
    found = {
        field.name: condition
        for field, condition, count in zip(named, conditions, counted, strict=True)
        if count
    }
    for name, condition in found.items():
        if raw.is_text(columns[name]):
            database.execute(
                f"UPDATE {table.name} AS t SET {quoted(name)} = {careful_cast(table.columns[name], columns[name])} "
                f"FROM {raw.relation} AS r WHERE r.{ROW} = t.{ROW} AND {condition}"
            )
    return set(found)


@dataclass(frozen=True)
class _Suspect:
    """One kind of mistake in one column: the sign of it in the typed rows, and what to ask of them and the raw ones."""

    field: Field
    sign: str
    condition: str
    blank: bool = False


def _cell_problems(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str], looked_at: set[str]
) -> list[Problem]:
    """Cells without a value. Only where the typed rows show a sign of one are they laid beside the raw rows."""
    suspects = [
        suspect
        for field in table.fields
        if field.name in columns
        for suspect in _suspects(field, raw, columns[field.name], field.name in looked_at)
    ]
    signs = counts(database, f"{table.name} AS t", [suspect.sign for suspect in suspects])
    together = f"{raw.relation} AS r JOIN {table.name} AS t ON r.{ROW} = t.{ROW}"
    found: list[Problem] = []
    for suspect, sign in zip(suspects, signs, strict=True):
        if sign:
            field, column = suspect.field, columns[suspect.field.name]
            found += [
                problem_at(raw, row, field, None, _BLANK, _FILL_IN, more)
                if suspect.blank
                else bad_cell(field, raw, row, column, str(value), more)
                for row, value, more in cells(database, together, f"r.{quoted(column)}", suspect.condition)
            ]
    return found


def _suspects(field: Field, raw: RawTable, column: str, looked_at: bool) -> list[_Suspect]:
    empty, content = f"t.{quoted(field.name)} IS NULL", _content(raw, column)
    found: list[_Suspect] = []
    if field.required:
        found.append(_Suspect(field, empty, f"{empty} AND {content} IS NULL", blank=True))
    if field.type is Type.STRING and not field.labels and raw.is_text(column):
        found.append(_Suspect(field, _cut(field), _cut(field)))
    elif looked_at:
        found.append(_Suspect(field, empty, f"{empty} AND {content} IS NOT NULL"))
    return found


def _content(raw: RawTable, column: str) -> str:
    """What a raw cell holds, NULL when it is blank."""
    cell = f"r.{quoted(column)}"
    return filled(cell) if raw.is_text(column) else cell


def _cut(field: Field) -> str:
    """The condition under which a spreadsheet has put a long number into powers of ten. The cheap test comes first."""
    cell = f"t.{quoted(field.name)}"
    return f"CASE WHEN {cell} LIKE '_.%' THEN regexp_full_match({cell}, '\\d\\.\\d+[eE]\\+\\d+') END"
