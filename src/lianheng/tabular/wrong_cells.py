"""Counts the cells that a condition finds and fetches the few of them that are listed, each as a problem with its place."""

from __future__ import annotations

from collections.abc import Sequence

from lianheng.tabular.database import Database
from lianheng.tabular.files import ROW, RawTable
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.schema import Field
from lianheng.text import Text


def counts(database: Database, relation: str, conditions: Sequence[str]) -> tuple[int, ...]:
    """How many rows of a relation meet each of the conditions, in one pass."""
    if not conditions:
        return ()
    counted = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions)
    return database.one(f"SELECT {counted} FROM {relation}")


def cells(
    database: Database, relation: str, column: str, condition: str
) -> list[tuple[int, str | None, int]]:
    """Row and content of the first cells that meet a condition, ``t`` being the relation's table of numbered rows.

    How many more there are is said once, with the last that is listed.
    """
    rows = database.rows(
        f"SELECT t.{ROW}, CAST({column} AS VARCHAR), count(*) OVER () FROM {relation} WHERE {condition} "
        f"ORDER BY t.{ROW} LIMIT {SHOWN_PER_COLUMN}"
    )
    return [
        (int(row), value, int(total) - number if number == len(rows) else 0)
        for number, (row, value, total) in enumerate(rows, start=1)
    ]


def problem_at(
    raw: RawTable, row: int, field: Field, value: str | None, reason: Text, advice: Text, more: int = 0
) -> Problem:
    column = f"{field.title.zh}（{field.name}）"
    return Problem(reason, advice, raw.file.name, raw.sheet, row, column, value, more)
