"""Runs every figure over a ledger and holds it against its recount."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pyarrow as pa

from lianheng.engine.answers import Answered, answer_all
from lianheng.engine.figure import Answer, Measure
from lianheng.engine.question import Period
from lianheng.engine.scope import RunScope
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.folder import Ledger
from lianheng.tabular.database import Database
from lianheng.tabular.schema import Table

from .books import DAYS, Books, Row
from .branch_periods import branch_periods
from .derived import festivals, person_years, required_pledges, required_talks, weeks
from .recount import RECOUNTS
from .results import Recount

Arrow = Mapping[str, pa.Table]
DERIVED: Mapping[str, Callable[[Books], list[Row]]] = {
    "branch_periods": branch_periods, "festivals": festivals, "person_years": person_years,
    "required_pledges": required_pledges, "required_talks": required_talks, "weeks": weeks,
}  # fmt: skip


def differences(books: Books, arrow: Arrow) -> dict[str, str]:
    """What figure and recount disagree on, by figure; empty when every number is the same by both hands."""
    found: dict[str, str] = {}
    ledger = as_ledger(arrow)
    for answered in answer_all(ledger, RunScope(books.as_at, books.year, books.unit_id)):
        wanted = RECOUNTS[answered.answer.id](books)
        if told := _difference(books, answered, wanted):
            found[answered.answer.id] = told
    ledger.database.close()
    return found


def arrow_tables(tables: Mapping[str, list[Row]]) -> Arrow:
    """The tables in the form in which the engine takes them."""
    return {
        name: pa.Table.from_pylist([_typed(table, row) for row in tables[name]], schema=table.arrow_schema())
        for name, table in ledger_tables().items()
        if name in tables
    }


def as_ledger(arrow: Arrow) -> Ledger:
    """A ledger that has just these tables."""
    database = Database(in_memory=True)
    database.execute("SET threads = 1")  # so little is sooner done alone
    for name, table in arrow.items():
        database.register("rows", table)
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM rows")
        database.unregister("rows")
    return Ledger(database, {name: table.num_rows for name, table in arrow.items()}, (), "", None)


def _typed(table: Table, row: Row) -> Row:
    return {column.name: row.get(column.name) for column in table.fields}


def _difference(books: Books, answered: Answered, wanted: Recount) -> str:
    answer = answered.answer
    if sorted(set(wanted.keys)) != sorted(answered.keys):
        return f"rows: {sorted(answered.keys)} against {sorted(set(wanted.keys))} by hand"
    if _is_gap(books, answer, wanted):
        return "" if answer.gap is not None else f"{answer.value} against a gap by hand"
    if answer.gap is not None or answer.value is None or wanted.value is None:
        return f"a gap ({answer.gap}) against {wanted.value} by hand"
    if not _same(answer.value, wanted.value, answer.figure.measure) or answer.rows != len(wanted.keys):
        return f"{answer.value} of {answer.rows} rows against {wanted.value} of {len(wanted.keys)} by hand"
    if answer.items != wanted.items or answer.series != wanted.series:
        return f"{answer.items or answer.series} against {wanted.items or wanted.series} by hand"
    return ""


def _is_gap(books: Books, answer: Answer, wanted: Recount) -> bool:
    """No value, nothing counted where that means a gap, or no record of the period at all."""
    if wanted.value is None:
        return True
    return not wanted.keys and (answer.figure.zero == "gap" or not _records(books, answer))


def _records(books: Books, answer: Answer) -> list[Row]:
    name, period = answer.figure.table, answer.figure.period
    if name in DERIVED:
        return books.made(DERIVED[name])
    if name == "units" or period is Period.ALL:
        return books.own(name)
    return books.until_year(name) if period is Period.UNTIL or name not in DAYS else books.of_year(name)


def _same(engine: Decimal, hand: Decimal, measure: Measure) -> bool:
    """Exactly the same; shares to twelve places, for both are divisions."""
    return abs(engine - hand) < Decimal("1e-12") if measure is Measure.RATIO else engine == hand
