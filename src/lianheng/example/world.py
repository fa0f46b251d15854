"""The invented world while it is being made: its years, its calendar, its chance, and the rows written so far.

Every table draws from its own chance, seeded by its name and year, so that adding a table never shifts another.
"""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lianheng.example.workdays import Workdays

Value = str | int | bool | Decimal | datetime.date | datetime.datetime | None
Row = dict[str, Value]

BUREAU = "U01"
"""The unit whose year is told in full. The others are there to be dealt with."""


@dataclass
class World:
    """What the makers share. ``year`` is the last of ``years`` years."""

    year: int
    years: int
    people: int
    seed: int
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.workdays = Workdays(
            datetime.date(self.first_year - 1, 1, 1), datetime.date(self.year + 1, 12, 31)
        )

    @property
    def first_year(self) -> int:
        return self.year - self.years + 1

    @property
    def span(self) -> range:
        """The years told."""
        return range(self.first_year, self.year + 1)

    def chance(self, *names: object) -> random.Random:
        """Chance of its own for a table or a part of one."""
        return random.Random("|".join(map(str, (self.seed, *names))))  # noqa: S311  # invented data, no secret

    def add(self, table: str, **row: Value) -> Row:
        self.tables[table].append(row)
        return row

    def number(self, table: str) -> int:
        """The number of the next row, from 1."""
        return len(self.tables[table]) + 1

    def unused(self, pool: str, value: object) -> bool:
        """Whether ``value`` was never taken from ``pool``; it is taken now."""
        if value in self.taken[pool]:
            return False
        self.taken[pool].add(value)
        return True

    def rows(self, table: str, **wanted: Value) -> Iterator[Row]:
        """Rows of a table with the given values."""
        found = iter(self.tables[table])
        for name, value in wanted.items():
            found = _with(found, name, value)
        return found


def _with(rows: Iterator[Row], name: str, value: Value) -> Iterator[Row]:
    return (row for row in rows if row.get(name) == value)
