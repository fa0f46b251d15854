"""The standards' rows as plain readers see them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import lianheng.standards

DATA = Path(lianheng.standards.__file__).parent / "data"

Row = dict[str, str]


@cache
def read(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_in_force(name: str, day: str, **wanted: str) -> list[Row]:
    on = datetime.date.fromisoformat(day)
    return [row for row in read(name) if holds(row, on) and wanted.items() <= row.items()]


def holds(row: Row, on: datetime.date) -> bool:
    last = datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else datetime.date.max
    return datetime.date.fromisoformat(row["valid_from"]) <= on <= last


@pytest.fixture
def table() -> Callable[[str], list[Row]]:
    """All rows of a standard."""
    return read


@pytest.fixture
def in_force() -> Callable[..., list[Row]]:
    """The rows of a standard that hold on a day and have the wanted values."""
    return read_in_force
