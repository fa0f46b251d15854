"""What a plant works with: the rows nobody else has touched, ways to change them soundly, and the marks it leaves."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.bureau import Bureau
from lianheng.example.names import Firm, firm
from lianheng.example.values import as_day, as_money
from lianheng.example.world import BUREAU, Row, Value, World
from lianheng.ledger.catalogue import any_table


@dataclass(frozen=True)
class Mark:
    """A row that a rule must fail. ``row`` or, for a computed table, its ``key``."""

    rule: str
    table: str
    row: Row | None = None
    key: str = ""

    def to_row(self) -> dict[str, str]:
        """As a line of planted.csv."""
        key = (
            self.key
            if self.row is None
            else "|".join(str(self.row[name]) for name in any_table(self.table).key)
        )
        return {"table": self.table, "key": key, "rule": self.rule}


class NoRoom(LookupError):
    """No row is free that the plant could work on."""


class Scene:
    """The bureau's last year, while one plant is at work on it."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.world: World = bureau.world
        self.year = bureau.world.year
        self.marks: list[Mark] = []
        self.rule = ""
        self.chance: random.Random = bureau.world.chance("planted")
        self.firms: dict[str, Firm] = {}
        """Firms that a plant made up, by the rule, for its late half."""
        self._touched: set[tuple[int, str]] = set()

    def begin(self, rule: str) -> None:
        self.rule, self.chance = rule, self.world.chance("planted", rule)

    def mark(self, table: str, *rows: Row, rule: str | None = None) -> None:
        """These rows must fail, by the plant's own rule unless another is named."""
        self.marks += [Mark(rule or self.rule, table, row) for row in rows]

    def mark_key(self, table: str, key: str, rule: str | None = None) -> None:
        self.marks.append(Mark(rule or self.rule, table, key=key))

    def pick(
        self,
        table: str,
        where: Callable[[Row], bool] = lambda _: True,
        count: int = 1,
        layers: tuple[str, ...] = ("",),
        **wanted: Value,
    ) -> list[Row]:
        """Rows of the last year that no plant has touched in these layers. Raises NoRoom when there are too few."""
        fitting = [row for row in self.rows(table, **wanted) if self.untouched(row, *layers) and where(row)]
        if len(fitting) < count:
            raise NoRoom(f"{self.rule}: only {len(fitting)} rows of {table} fit")
        chosen = self.chance.sample(fitting, count)
        for layer in layers:
            self.touch(*chosen, layer=layer)
        return chosen

    def untouched(self, row: Row, *layers: str) -> bool:
        return not any((id(row), layer) in self._touched for layer in layers or ("",))

    def one(self, table: str, where: Callable[[Row], bool] = lambda _: True, **wanted: Value) -> Row:
        return self.pick(table, lambda row: has(row, wanted) and where(row))[0]

    def touch(self, *rows: Row, layer: str = "") -> None:
        """Keep other plants away from these rows, or from one layer of them: a purchase has its papers and its bids."""
        self._touched.update((id(row), layer) for row in rows)

    def rows(self, table: str, **wanted: Value) -> Iterator[Row]:
        """The last year's rows of a table, touched or not. Tables without a date are all of the last year."""
        dates = any_table(table).scope.dates
        column = dates[0][0] if dates and len(dates[0]) == 1 else any_table(table).scope.year
        for row in self.world.rows(table, **wanted):
            if column is None or str(row.get(column)).startswith(str(self.year)):
                yield row

    def drop(self, table: str, *rows: Row) -> None:
        """Take rows out; an activity goes with its attendance."""
        gone = set(map(id, rows))
        self.world.tables[table] = [row for row in self.world.tables[table] if id(row) not in gone]
        if table == "activities":
            held = {row["activity_id"] for row in rows}
            kept = [row for row in self.world.tables["attendance"] if row["activity_id"] not in held]
            self.world.tables["attendance"] = kept

    def day(self, month: int, place: int = 9) -> datetime.date:
        """A working day of a month; its last one where it has fewer."""
        days = self.world.workdays.month(self.year, month)
        return days[min(place, len(days) - 1)]

    def after(self, day: Value, count: int) -> datetime.date:
        """The ``count``-th working day after a day."""
        return self.world.workdays.after(as_day(day), count)

    def fund(self, line_id: Value, amount: Decimal) -> None:
        """More money on a line, so that a plant does not exhaust it."""
        line = next(self.world.rows("budget_lines", line_id=line_id))
        for column in ("initial", "adjusted"):
            line[column] = as_money(line[column]) + amount

    def new_firm(self, trade: str) -> Firm:
        """A firm nobody knew, to be found in the register as well."""
        made = firm(self.world, self.chance, trade)
        self.bureau.canteens.append(made)
        return made

    def line(self, short: str, unit_id: str = BUREAU) -> str:
        return f"{unit_id}-{self.year}-{short}"


def has(row: Row, wanted: Mapping[str, Value]) -> bool:
    """Whether a row has all the given values."""
    return all(row.get(name) == value for name, value in wanted.items())


Plant = Callable[[Scene], None]
PLANTS: dict[str, list[Plant]] = {}
"""The plants by rule."""
LATE: set[Plant] = set()
"""Those that work on the books and logs, written after everything else."""
SINCE: dict[str, int] = {}
"""The first whole year in which a rule's text was in force, where that is later than the first example."""


def plant(rule: str, late: bool = False, since: int = 0) -> Callable[[Plant], Plant]:
    """Register a function as a plant for a rule; before the year ``since`` there was nothing to break."""

    def register(function: Plant) -> Plant:
        PLANTS.setdefault(rule, []).append(function)
        SINCE[rule] = max(since, SINCE.get(rule, 0))
        if late:
            LATE.add(function)
        return function

    return register


def load_plants() -> None:
    """Import every module beside this one, so that each plant is registered."""
    from lianheng.example import planted

    for module in sorted(found.name for found in pkgutil.iter_modules(planted.__path__)):
        importlib.import_module(f"{planted.__name__}.{module}")


def plant_all(scene: Scene, late: bool) -> None:
    """Let every plant work in turn: first those on records and money, then, the books closed, the late ones.

    In a very small bureau a plant may find no row that is free; it is left out.
    """
    load_plants()
    for rule in sorted(PLANTS):
        for function in PLANTS[rule]:
            if (function in LATE) == late and scene.year >= SINCE[rule]:
                scene.begin(rule)
                with suppress(NoRoom):
                    function(scene)
