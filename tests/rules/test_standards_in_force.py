"""No rule forgets that a number of the law holds from one day to another: what it reads of a standard, it reads with both days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from lianheng.engine.rule import Rule, all_rules
from lianheng.standards.catalogue import standard_tables

BOUNDS = {"valid_from", "valid_to"}
READING = [rule for rule in all_rules() if rule.tables & standard_tables().keys()]


def read_in(select: exp.Select) -> Iterator[str]:
    """The aliases under which one SELECT itself reads standards."""
    source = select.args.get("from_")
    for part in [source, *select.args.get("joins", ())]:
        if part is not None and isinstance(part.this, exp.Table) and part.this.name in standard_tables():
            yield part.this.alias_or_name


def bounds_of(select: exp.Select, alias: str) -> set[str]:
    return {column.name for column in select.find_all(exp.Column) if column.table == alias} & BOUNDS


def asks_for_an_extreme(select: exp.Select) -> bool:
    """The least or greatest value of all times, against which no row is judged: it only leaves rows out early."""
    return isinstance(select.parent, exp.Subquery) and isinstance(select.selects[0], exp.Min | exp.Max)


@pytest.mark.parametrize("rule", READING, ids=[rule.id for rule in READING])
def test_a_standard_is_read_with_the_first_and_the_last_day_of_its_force(rule: Rule) -> None:
    selects = sqlglot.parse_one(rule.sql, read="duckdb").find_all(exp.Select)
    halves = {
        alias: bounds_of(select, alias)
        for select in selects
        if not asks_for_an_extreme(select)
        for alias in {*read_in(select), *(column.table for column in select.find_all(exp.Column))}
        if alias in set(read_in(select)) or bounds_of(select, alias)
    }
    assert {alias: bounds for alias, bounds in halves.items() if bounds != BOUNDS} == {}
