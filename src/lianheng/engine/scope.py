"""Which rows of a table a run is about: one unit's, one year's. A question never says so itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from lianheng.engine.question import Period
from lianheng.tabular.database import literal, quoted
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


def scope_sql(
    table: Table, scope: RunScope, lookup: Lookup, period: Period = Period.YEAR, undated: bool = False
) -> str | None:
    """A SELECT of the keys in scope, or None when every row is. ``lookup`` finds the tables that foreign keys name.

    ``undated`` takes in rows without a date, so that a judgement does not pass over what cannot be placed in a year.
    """
    conditions: list[str] = []
    joins: dict[tuple[str, ...], str] = {}
    if scope.unit_id is not None and table.scope.unit:
        conditions.append(f"{_column(table, table.scope.unit, lookup, joins)} = {literal(scope.unit_id)}")
    if scope.year is not None and period is not Period.ALL:
        conditions += _year_condition(table, scope.year, period, undated, lookup, joins)
    if not conditions:
        return None
    keys = ", ".join(f"t0.{name}" for name in table.key)
    return (
        f"SELECT {keys} FROM {table.name} AS t0 {' '.join(joins.values())} WHERE {' AND '.join(conditions)}"
    )


def _column(table: Table, path: tuple[str, ...], lookup: Lookup, joins: dict[tuple[str, ...], str]) -> str:
    """The column at the end of a path; the joins that lead there are added to ``joins``, each once."""
    *steps, last = path
    current, alias = table, "t0"
    for length, column in enumerate(steps, start=1):
        link = current.foreign_key(column)
        way = tuple(steps[:length])
        nearer, alias = alias, "_".join(("t", *way))
        joins.setdefault(
            way, f"LEFT JOIN {link.table} AS {alias} ON {alias}.{link.target} = {nearer}.{column}"
        )
        current = lookup(link.table)
    return f"{alias}.{quoted(last)}"


def tables_on_the_way(table: Table, lookup: Lookup) -> set[str]:
    """Tables that the unit and date paths of ``table`` go through."""
    found: set[str] = set()
    for path in (table.scope.unit, *table.scope.dates):
        current = table
        for column in path[:-1]:
            current = lookup(current.foreign_key(column).table)
            found.add(current.name)
    return found


def _year_condition(
    table: Table, year: int, period: Period, undated: bool, lookup: Lookup, joins: dict[tuple[str, ...], str]
) -> list[str]:
    before = "<=" if period is Period.UNTIL else "="
    if table.scope.year:
        return [f"CAST(left(CAST(t0.{table.scope.year} AS VARCHAR), 4) AS INTEGER) {before} {year}"]
    if table.scope.dates:
        columns = [_column(table, path, lookup, joins) for path in table.scope.dates]
        day = f"COALESCE({', '.join(columns)})" if len(columns) > 1 else columns[0]
        inside = f"{day} < DATE '{year + 1}-01-01'"
        if period is Period.YEAR:
            inside = f"{day} >= DATE '{year}-01-01' AND {inside}"
        return [f"({inside} OR {day} IS NULL)" if undated else inside]
    return []
