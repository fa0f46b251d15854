"""Checks a raw table against its description and, when nothing is refused, makes the typed table of it.

Vectorised: one pass counts the bad cells of all columns, further queries fetch only the cells that are to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianheng.tabular.casts import careful_cast, filled, plain_cast, unsettled
from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.headers import match_headers
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.reasons import bad_cell, bad_check_digit, too_long
from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import Text

EARLIEST, LATEST = "1949-10-01", "2099-12-31"
"""No date of a bureau lies outside: a date that does has a slip in its century."""
_BLANK = Text("必填项为空", "must not be empty")
_FILL_IN = Text("请填写。", "Fill it in.")


@dataclass(frozen=True)
class CheckedTable:
    """The outcome of reading one table: how many rows stand typed in the database under the table's name."""

    table: Table
    rows: int
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        return any(problem.refusal for problem in self.problems)


def read_table(database: Database, table: Table, raw: RawTable) -> CheckedTable:
    """Make the typed table ``table.name`` out of a raw one, or say everything that is wrong with it and make nothing."""
    columns, problems = match_headers(table, raw)
    typed = f"typed_{table.name}"
    database.execute(
        f"CREATE TEMP TABLE {typed} AS SELECT {ROW}, {_casts(table, raw, columns)} FROM {raw.relation}"
    )
    closer = _settle(database, table, raw, columns, typed)
    problems += _cell_problems(database, table, raw, columns, typed, closer)
    problems += _constraint_problems(database, table, raw, columns, typed)
    problems += _check_digits(database, table, raw, typed)
    (rows,) = database.one(f"SELECT count(*) FROM {typed}")
    if not any(problem.refusal for problem in problems):
        database.execute(f"ALTER TABLE {typed} DROP COLUMN {ROW}")
        database.execute(f"CREATE TABLE {table.name} AS SELECT * FROM {typed}")
    database.execute(f"DROP TABLE {typed}")
    return CheckedTable(table, rows, tuple(problems))


def _casts(table: Table, raw: RawTable, columns: Mapping[str, str]) -> str:
    return ", ".join(
        f"{plain_cast(field, columns[field.name], raw.types[columns[field.name]])} AS {quoted(field.name)}"
        if field.name in columns
        else f"CAST(NULL AS {field.type.sql}) AS {quoted(field.name)}"
        for field in table.fields
    )


def _settle(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str], typed: str
) -> set[str]:
    """Look carefully at the cells that the plain spelling did not settle. Returns the columns that had any."""
    named = [field for field in table.fields if field.name in columns]
    conditions = [unsettled(field, columns[field.name], raw.types[columns[field.name]]) for field in named]
    counts = _counts(database, _beside(raw, typed), conditions)
    found = {field.name for field, count in zip(named, counts, strict=True) if count}
    for field, condition in zip(named, conditions, strict=True):
        if field.name in found and raw.is_text(columns[field.name]):
            database.execute(
                f"UPDATE {typed} AS t SET {quoted(field.name)} = {careful_cast(field, columns[field.name])} "
                f"FROM {raw.relation} AS r WHERE r.{ROW} = t.{ROW} AND {condition}"
            )
    return found


def _beside(raw: RawTable, typed: str) -> str:
    return f"{raw.relation} AS r POSITIONAL JOIN {typed} AS t"


# --- cells that are blank or not of their column's type ---------------------------------------------------------------


def _cell_problems(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str], typed: str, closer: set[str]
) -> list[Problem]:
    """Cells without a value, found by laying the typed rows beside the raw ones."""
    suspects: list[tuple[Field, str, bool]] = []
    for field in table.fields:
        if field.name in columns:
            content = _content(raw, columns[field.name])
            if field.required:
                suspects.append((field, f"t.{quoted(field.name)} IS NULL AND {content} IS NULL", True))
            if field.type is Type.STRING and not field.labels and raw.is_text(columns[field.name]):
                suspects.append((field, _cut(columns[field.name]), False))
            elif field.name in closer:
                suspects.append((field, f"t.{quoted(field.name)} IS NULL AND {content} IS NOT NULL", False))
    counts = _counts(database, _beside(raw, typed), [condition for _, condition, _ in suspects])
    found: list[Problem] = []
    for (field, condition, blank), count in zip(suspects, counts, strict=True):
        if count:
            column = columns[field.name]
            cells = _cells(database, _joined(raw, typed), f"r.{quoted(column)}", condition)
            for row, value, more in _with_rest(cells, count):
                found.append(
                    _problem(raw, row, field, None, _BLANK, _FILL_IN, more)
                    if blank
                    else bad_cell(field, raw, row, column, str(value), more)
                )
    return found


def _joined(raw: RawTable, typed: str) -> str:
    return f"{raw.relation} AS r JOIN {typed} AS t ON r.{ROW} = t.{ROW}"


def _content(raw: RawTable, column: str) -> str:
    """What a raw cell holds, NULL when it is blank."""
    cell = f"r.{quoted(column)}"
    return filled(cell) if raw.is_text(column) else cell


def _cut(column: str) -> str:
    """The condition under which a spreadsheet has put a long number into powers of ten."""
    cell = f"r.{quoted(column)}"
    powers = f"regexp_full_match(trim({cell}), '\\d\\.\\d+[eE]\\+\\d+')"
    return f"(contains({cell}, 'E+') OR contains({cell}, 'e+')) AND {powers}"


def _counts(database: Database, relation: str, conditions: list[str]) -> tuple[int, ...]:
    if not conditions:
        return ()
    counted = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions)
    return database.one(f"SELECT {counted} FROM {relation}")


def _cells(database: Database, relation: str, column: str, condition: str) -> list[tuple[int, str | None]]:
    return [
        (int(row), None if value is None else str(value))
        for row, value in database.rows(
            f"SELECT t.{ROW}, CAST({column} AS VARCHAR) FROM {relation} WHERE {condition} "
            f"ORDER BY t.{ROW} LIMIT {SHOWN_PER_COLUMN}"
        )
    ]


def _with_rest(cells: list[tuple[int, str | None]], count: int) -> list[tuple[int, str | None, int]]:
    """Each cell with how many more there are: said once, with the last that is listed."""
    rest = count - len(cells)
    return [
        (row, value, rest if number == len(cells) else 0)
        for number, (row, value) in enumerate(cells, start=1)
    ]


# --- values that their column does not allow -------------------------------------------------------------------------


def _constraint_problems(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str], typed: str
) -> list[Problem]:
    broken = [item for field in table.fields if field.name in columns for item in _constraints(field)]
    counts = _counts(database, typed, [condition for _, condition, _, _ in broken])
    found: list[Problem] = []
    for (field, condition, reason, advice), count in zip(broken, counts, strict=True):
        if count:
            cells = _cells(database, f"{typed} AS t", f"t.{quoted(field.name)}", condition)
            found += [
                _problem(raw, row, field, value, reason, advice, more)
                for row, value, more in _with_rest(cells, count)
            ]
    return found + _repeated_keys(database, table, raw, typed)


def _constraints(field: Field) -> list[tuple[Field, str, Text, Text]]:
    """What may be wrong with a typed value: field, condition, reason, advice."""
    name = quoted(field.name)
    found: list[tuple[Field, str, Text, Text]] = []
    mend = Text("请核对原始凭据后改正。", "Check the original voucher and correct it.")
    if field.type in (Type.DATE, Type.DATETIME):
        outside = f"{name} < DATE '{EARLIEST}' OR {name} > DATE '{LATEST}'"
        found.append((field, outside, Text("日期超出合理年代", "the date lies in the wrong century"), mend))
    if field.minimum is not None:
        reason = Text(f"小于下限{field.minimum}", f"is below the least allowed, {field.minimum}")
        found.append((field, f"{name} < {field.minimum}", reason, mend))
    if field.maximum is not None:
        reason = Text(f"大于上限{field.maximum}", f"is above the most allowed, {field.maximum}")
        found.append((field, f"{name} > {field.maximum}", reason, mend))
    if field.pattern is not None:
        reason = Text("格式不符", "has the wrong form")
        advice = Text(f"应符合：{field.description.zh}", f"Expected: {field.description.en}")
        found.append(
            (field, f"NOT regexp_full_match({name}, {literal(field.pattern.strip('^$'))})", reason, advice)
        )
    return found


def _repeated_keys(database: Database, table: Table, raw: RawTable, typed: str) -> list[Problem]:
    keys = [
        table.key,
        *((field.name,) for field in table.fields if field.unique and (field.name,) != table.key),
    ]
    found: list[Problem] = []
    for key in keys:
        names = ", ".join(key)
        filled_in = " AND ".join(f"{name} IS NOT NULL" for name in key)
        if database.one(f"SELECT count(*) - count(DISTINCT ({names})) FROM {typed} WHERE {filled_in}") == (
            0,
        ):
            continue
        shown = " || '|' || ".join(f"CAST({name} AS VARCHAR)" for name in key)
        repeated = database.rows(
            f"SELECT {shown}, min({ROW}), list_sort(list({ROW}))[2], count(*) FROM {typed} WHERE {filled_in} "
            f"GROUP BY {names} HAVING count(*) > 1 ORDER BY 2 LIMIT {SHOWN_PER_COLUMN}"
        )
        found += [
            _problem(
                raw,
                int(again),
                table.columns[key[0]],
                str(value),
                Text(f"编号与第{first}行重复", f"repeats the key of row {first}"),
                Text(
                    "同一记录只能有一行；更正请用新批次或冲销行。",
                    "One record has one row; correct by a new batch or a reversal.",
                ),
                int(times) - 2,
            )
            for value, first, again, times in repeated
        ]
    return found


def _check_digits(database: Database, table: Table, raw: RawTable, typed: str) -> list[Problem]:
    """Wrong check digits are told, not refused: the rules judge them, and the paper may really bear a wrong number."""
    found: list[Problem] = []
    for field in table.fields:
        if field.check is None:
            continue
        values = database.rows(
            f"SELECT {quoted(field.name)}, min({ROW}), count(*) FROM {typed} WHERE {quoted(field.name)} IS NOT NULL GROUP BY 1 ORDER BY 2"
        )
        wrong = [item for item in values if not _valid(field.check, str(item[0]))]
        found += [
            bad_check_digit(field, raw, int(row), str(value), int(times) - 1)
            for value, row, times in wrong[:SHOWN_PER_COLUMN]
        ]
        if len(wrong) > SHOWN_PER_COLUMN:
            found.append(too_long(field, raw, len(wrong) - SHOWN_PER_COLUMN))
    return found


def _valid(check: str, value: str) -> bool:
    from stdnum.cn import ric, uscc

    return bool((uscc if check == "uscc" else ric).is_valid(value))


def _problem(
    raw: RawTable, row: int, field: Field, value: str | None, reason: Text, advice: Text, more: int = 0
) -> Problem:
    column = f"{field.title.zh}（{field.name}）"
    return Problem(reason, advice, raw.file.name, raw.sheet, row, column, value, max(more, 0))


def dangling(
    database: Database, table: Table, raw: RawTable, key: str, target: Table, present: str
) -> list[Problem]:
    """Values of a foreign key that no row of the other table has. ``present`` is the key column of ``target``."""
    rows = database.rows(
        f"SELECT CAST(a.{quoted(key)} AS VARCHAR), count(*) FROM {table.name} AS a ANTI JOIN {target.name} AS b "
        f"ON a.{quoted(key)} = b.{quoted(present)} WHERE a.{quoted(key)} IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return [
        Problem(
            Text(f"在“{target.title.zh}”中没有这个编号", f"no such key in {target.name}"),
            Text(
                f"请先补录{target.title.zh}，或改正编号。", f"Add it to {target.name} first, or correct it."
            ),
            raw.file.name,
            raw.sheet,
            None,
            f"{table.columns[key].title.zh}（{key}）",
            str(value),
            more=int(times)
            - 1
            + (max(len(rows) - SHOWN_PER_COLUMN, 0) if position == SHOWN_PER_COLUMN else 0),
        )
        for position, (value, times) in enumerate(rows[:SHOWN_PER_COLUMN], start=1)
    ]
