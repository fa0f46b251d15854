"""Writes the rows as files of a ledger: CSV that a spreadsheet opens, columns in the order of the table's description."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from lianheng.example.planted.scene import Mark
from lianheng.example.world import Row, Value
from lianheng.tabular.schema import Table


def write_csv(file: Path, table: Table, rows: list[Row]) -> None:
    """One table. Optional columns that no row fills are left out."""
    names = [
        name
        for name, column in table.columns.items()
        if column.required or any(row.get(name) is not None for row in rows)
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_rows(stream, table, rows, names)


def write_planted(file: Path, marks: Iterable[Mark]) -> None:
    """The answer key: which rows which rule must fail, in a fixed order, each once."""
    lines = sorted(
        {tuple(mark.to_row().values()) for mark in marks}, key=lambda line: (line[2], line[0], line[1])
    )
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("table", "key", "rule"))
        writer.writerows(lines)


def write_rows(stream: TextIO, table: Table, rows: list[Row], names: list[str]) -> None:
    """The named columns as CSV. Raises KeyError when a row fills a column that the table has not."""
    filled = {name for row in rows for name in row}
    if unknown := filled - table.columns.keys():
        raise KeyError(f"{table.name} has no column {sorted(unknown)}")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(row.get(name)) for name in names] for row in rows)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
