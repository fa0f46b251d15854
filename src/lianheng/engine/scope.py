"""Which rows of a table a run is about: one unit's, one year's. A question never says so itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from lianheng.engine.figure import Period
from lianheng.tabular.database import literal
from lianheng.tabular.schema import Table


@dataclass(frozen=True)
class RunScope:
    """What a run looks at. ``as_at`` is the day it judges from; without a unit or a year it takes all of them."""

    as_at: datetime.date
    year: int | None = None
    unit_id: str | None = None

    @property
    def everything(self) -> bool:
        return self.year is None and self.unit_id is None


Lookup = Callable[[str], Table]


def scope_sql(table: Table, scope: RunScope, lookup: Lookup, period: Period = Period.YEAR) -> str | None:
    """A SELECT of the keys in scope, or None when every row is. ``lookup`` finds the tables that foreign keys name."""
    conditions: list[str] = []
    joins: list[str] = []
    if scope.unit_id is not None and table.scope.unit:
        conditions.append(f"{_unit_column(table, lookup, joins)} = {literal(scope.unit_id)}")
    if scope.year is not None and period is not Period.ALL:
        conditions += _year_condition(table, scope.year, period)
    if not conditions:
        return None
    keys = ", ".join(f"t0.{name}" for name in table.key)
    return f"SELECT {keys} FROM {table.name} AS t0 {' '.join(joins)} WHERE {' AND '.join(conditions)}"


def _unit_column(table: Table, lookup: Lookup, joins: list[str]) -> str:
    """The column that holds the unit, after the joins that lead there."""
    *path, last = table.scope.unit
    current, alias = table, "t0"
    for step, column in enumerate(path, start=1):
        link = current.foreign_key(column)
        joins.append(f"LEFT JOIN {link.table} AS t{step} ON t{step}.{link.target} = {alias}.{column}")
        current, alias = lookup(link.table), f"t{step}"
    return f"{alias}.{last}"


def tables_on_the_way(table: Table, lookup: Lookup) -> set[str]:
    """Tables that the unit path of ``table`` goes through."""
    found: set[str] = set()
    current = table
    for column in table.scope.unit[:-1]:
        current = lookup(current.foreign_key(column).table)
        found.add(current.name)
    return found


def _year_condition(table: Table, year: int, period: Period) -> list[str]:
    before = "<=" if period is Period.UNTIL else "="
    if table.scope.year:
        return [f"CAST(left(CAST(t0.{table.scope.year} AS VARCHAR), 4) AS INTEGER) {before} {year}"]
    if table.scope.date:
        start = [] if period is Period.UNTIL else [f"t0.{table.scope.date} >= DATE '{year}-01-01'"]
        return [*start, f"t0.{table.scope.date} < DATE '{year + 1}-01-01'"]
    return []
