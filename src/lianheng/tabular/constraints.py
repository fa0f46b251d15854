"""Finds typed values that their column does not allow, keys that stand twice, and numbers whose check digit is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.reasons import bad_check_digit, too_long
from lianheng.tabular.schema import Field, Table, Type
from lianheng.tabular.wrong_cells import cells, counts, problem_at
from lianheng.text import Text

EARLIEST, LATEST = "1949-10-01", "2099-12-31"
"""No date of a bureau lies outside: a date that does has a slip in its century."""
_MEND = Text("请核对原始凭据后改正。", "Check the original voucher and correct it.")
_ONE_ROW = Text(
    "同一记录只能有一行；更正请用新批次或冲销行。",
    "One record has one row; correct by a new batch or a reversal.",
)


def value_problems(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str]
) -> list[Problem]:
    """Everything that is wrong with the values of a typed table whose rows are still numbered."""
    return [
        *_forbidden_values(database, table, raw, columns),
        *_repeated_keys(database, table, raw),
        *_check_digits(database, table, raw),
    ]


@dataclass(frozen=True)
class _Constraint:
    """What may be wrong with a typed value, and what is then said of it."""

    field: Field
    condition: str
    reason: Text
    advice: Text


def _forbidden_values(
    database: Database, table: Table, raw: RawTable, columns: Mapping[str, str]
) -> list[Problem]:
    constraints = [item for field in table.fields if field.name in columns for item in _constraints(field)]
    counted = counts(database, table.name, [item.condition for item in constraints])
    found: list[Problem] = []
    for item, count in zip(constraints, counted, strict=True):
        if count:
            relation, column = f"{table.name} AS t", f"t.{quoted(item.field.name)}"
            found += [
                problem_at(raw, row, item.field, value, item.reason, item.advice, more)
                for row, value, more in cells(database, relation, column, item.condition)
            ]
    return found


def _constraints(field: Field) -> list[_Constraint]:
    name = quoted(field.name)
    found: list[_Constraint] = []
    if field.type in (Type.DATE, Type.DATETIME):
        outside = f"{name} < DATE '{EARLIEST}' OR {name} > DATE '{LATEST}'"
        reason = Text("日期超出合理年代", "the date lies in the wrong century")
        found.append(_Constraint(field, outside, reason, _MEND))
    if field.minimum is not None:
        reason = Text(f"小于下限{field.minimum}", f"is below the least allowed, {field.minimum}")
        found.append(_Constraint(field, f"{name} < {field.minimum}", reason, _MEND))
    if field.maximum is not None:
        reason = Text(f"大于上限{field.maximum}", f"is above the most allowed, {field.maximum}")
        found.append(_Constraint(field, f"{name} > {field.maximum}", reason, _MEND))
    if field.pattern is not None:
        differs = f"NOT regexp_full_match({name}, {literal(field.pattern.strip('^$'))})"
        advice = Text(f"应符合：{field.description.zh}", f"Expected: {field.description.en}")
        found.append(_Constraint(field, differs, Text("格式不符", "has the wrong form"), advice))
    return found


def _repeated_keys(database: Database, table: Table, raw: RawTable) -> list[Problem]:
    unique = [(field.name,) for field in table.fields if field.unique and (field.name,) != table.key]
    return [problem for key in (table.key, *unique) for problem in _repeats_of(database, table, raw, key)]


def _repeats_of(database: Database, table: Table, raw: RawTable, key: tuple[str, ...]) -> list[Problem]:
    """Each key that stands twice, at its second row. Rows are looked up for the few keys that are listed, not for all."""
    names = ", ".join(quoted(name) for name in key)
    filled_in = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in key)
    shown = " || '|' || ".join(f"CAST(t.{quoted(name)} AS VARCHAR)" for name in key)
    rows = database.rows(
        f"WITH twice AS (SELECT {names}, min({ROW}) AS first_row, count(*) AS times, "
        f"sum(count(*) - 1) OVER () AS surplus FROM {table.name} WHERE {filled_in} "
        f"GROUP BY {names} HAVING count(*) > 1 ORDER BY first_row LIMIT {SHOWN_PER_COLUMN}) "
        f"SELECT {shown}, first_row, min(t.{ROW}), times, surplus FROM {table.name} AS t JOIN twice USING ({names}) "
        f"WHERE t.{ROW} > first_row GROUP BY ALL ORDER BY first_row"
    )
    rest = int(rows[0][4]) - sum(int(times) - 1 for _, _, _, times, _ in rows) if rows else 0
    return [
        problem_at(
            raw,
            int(again),
            table.columns[key[0]],
            str(value),
            Text(f"编号与第{first}行重复", f"repeats the key of row {first}"),
            _ONE_ROW,
            int(times) - 2 + (rest if number == len(rows) else 0),
        )
        for number, (value, first, again, times, _) in enumerate(rows, start=1)
    ]


def _check_digits(database: Database, table: Table, raw: RawTable) -> list[Problem]:
    """Wrong check digits are told, not refused: the rules judge them, and the paper may really bear a wrong number."""
    found: list[Problem] = []
    for field in table.fields:
        if field.check is None:
            continue
        numbers = (
            f"SELECT {quoted(field.name)}, min({ROW}), count(*) FROM {table.name} "
            f"WHERE {quoted(field.name)} IS NOT NULL GROUP BY 1 ORDER BY 2"
        )
        wrong = 0
        for value, row, times in (item for block in database.blocks(numbers) for item in block):
            if not _valid(field.check, str(value)):
                wrong += 1
                if wrong <= SHOWN_PER_COLUMN:
                    found.append(bad_check_digit(field, raw, int(row), str(value), int(times) - 1))
        if wrong > SHOWN_PER_COLUMN:
            found.append(too_long(field, raw, wrong - SHOWN_PER_COLUMN))
    return found


def _valid(check: str, value: str) -> bool:
    from stdnum.cn import ric, uscc

    return bool((uscc if check == "uscc" else ric).is_valid(value))
