"""Writes the rows as files of a ledger: CSV that a spreadsheet opens, columns in the order of the table's description."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from pathlib import Path

from lianheng.example.world import Row, Value
from lianheng.tabular.schema import Table


def write_csv(file: Path, table: Table, rows: list[Row]) -> None:
    """One table. Columns that no row fills are left out. Raises KeyError for a column the table has not."""
    used = set().union(*(row.keys() for row in rows)) if rows else set()
    if unknown := used - table.columns.keys():
        raise KeyError(f"{table.name} has no column {sorted(unknown)}")
    names = [name for name in table.columns if any(row.get(name) is not None for row in rows) or table.columns[name].required]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_text(row.get(name)) for name in names] for row in rows)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
