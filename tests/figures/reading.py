"""Reads the CSV files of a ledger folder into plain rows, without the project's own reader."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.schema import Field, Type

from .books import BEIJING, Row

TRUTHS = {"是": True, "否": False, "true": True, "false": False}


def read_tables(folder: Path, names: set[str]) -> dict[str, list[Row]]:
    """The named tables as far as the folder has them; a column that a file lacks is empty."""
    found: dict[str, list[Row]] = {}
    for name in sorted(names):
        file = folder / f"{name}.csv"
        if file.is_file():
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found[name] = [_row(name, cells) for cells in csv.DictReader(lines)]
    return found


def _row(name: str, cells: dict[str, str]) -> Row:
    return {column.name: _cell(column, cells.get(column.name, "")) for column in ledger_tables()[name].fields}


def _cell(column: Field, text: str) -> Any:
    if text == "":
        return None
    match column.type:
        case Type.INTEGER:
            return int(text)
        case Type.MONEY | Type.NUMBER:
            return Decimal(text)
        case Type.BOOLEAN:
            return TRUTHS[text]
        case Type.DATE:
            return datetime.date.fromisoformat(text)
        case Type.DATETIME:
            at = datetime.datetime.fromisoformat(text)
            return at if at.tzinfo else at.replace(tzinfo=BEIJING)
    by_label = {label: value for value, label in column.labels.items()}
    return by_label.get(text, text)
