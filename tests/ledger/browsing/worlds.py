"""Small random tables for browsing, and readers and queries over them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from lianheng.ledger.browsing.filters import Filter, Operator, operators_of
from lianheng.ledger.browsing.query import Query, Sort
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.schema import Field, Table, Type

from .reference import Row, Tables

ALL = frozenset(ledger_tables())
UNITS = ("U1", "U2", "U3")
PEOPLE = ("P1", "P2", "P3", "P4")
BROWSED = ("payments", "activities", "attendance", "people", "decisions", "suppliers")
"""Tables with every type of column, with a unit of their own, one over a reference, and none."""
LETTERS = "维修aAbBß1２%_'\"\\;=- "
text = st.text(LETTERS, min_size=1, max_size=4).filter(lambda value: value == value.strip() != "")
_MIDNIGHT = datetime.datetime(2021, 3, 1, 16, tzinfo=datetime.UTC)  # in Beijing
_MOMENTS = st.sampled_from([-86_400, -1, -0.000001, 0, 0.000001, 1, 86_399.5, 86_400]).map(
    lambda seconds: _MIDNIGHT + datetime.timedelta(seconds=seconds)
)
_VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.STRING: text,
    Type.INTEGER: st.integers(-2, 3),
    Type.MONEY: st.sampled_from(["-9.99", "0.00", "0.01", "10.00", "10.01"]).map(Decimal),
    Type.NUMBER: st.sampled_from(["-0.5", "0", "0.000001", "7.25"]).map(
        lambda n: Decimal(n).quantize(Decimal("0.000001"))
    ),
    Type.BOOLEAN: st.booleans(),
    Type.DATE: st.integers(0, 3).map(lambda days: datetime.date(2021, 2, 27) + datetime.timedelta(days=days)),
    Type.DATETIME: _MOMENTS,
}
_REFERRED = {"unit_id": UNITS, "person_id": PEOPLE, "activity_id": ("A1", "A2", "A3")}


def values_of(field: Field) -> st.SearchStrategy[Any]:
    if field.labels:
        return st.sampled_from(sorted(field.labels)[:3])
    if field.name in _REFERRED:
        return st.sampled_from(_REFERRED[field.name])
    return _VALUES[field.type]


def rows_of(table: Table) -> st.SearchStrategy[list[Row]]:
    cells = {
        field.name: values_of(field) if field.name in table.key else st.none() | values_of(field)
        for field in table.fields
    }
    return st.lists(
        st.fixed_dictionaries(cells), max_size=8, unique_by=lambda row: tuple(row[name] for name in table.key)
    )


def worlds() -> st.SearchStrategy[Tables]:
    return st.fixed_dictionaries({name: rows_of(ledger_tables()[name]) for name in BROWSED})


def readers() -> st.SearchStrategy[Reader]:
    units = st.none() | st.frozensets(st.sampled_from(UNITS), max_size=2)
    whole = st.sampled_from([frozenset(), frozenset({"suppliers"})])
    sensitive = st.sampled_from([frozenset(), frozenset({"people.id_no"})])
    return st.builds(Reader, st.just(ALL), units, whole, sensitive)


@st.composite
def queries(draw: Any, reader: Reader, tables: Tables) -> Query:
    """A query that has a fair chance of finding something: half of its words and values are taken from the rows."""
    table = ledger_tables()[draw(st.sampled_from(BROWSED))]
    fields = list(reader.fields(table).values())
    filters = draw(
        st.lists(st.sampled_from(fields).flatmap(lambda f: _filters(f, tables[table.name])), max_size=2)
    )
    sort = draw(
        st.lists(st.builds(Sort, st.sampled_from([f.name for f in fields]), st.booleans()), max_size=2)
    )
    words = [value for row in tables[table.name] for value in row.values() if isinstance(value, str)]
    search = draw(st.lists(_taken(words), max_size=2).map(" ".join))
    return Query(table.name, filters=tuple(filters), sort=tuple(sort), search=search)


def _taken(words: list[str]) -> st.SearchStrategy[str]:
    """A word, or the beginning or end of one that stands somewhere, its letters turned from small to great."""
    if not words:
        return text
    turned = st.sampled_from(words).map(str.swapcase)
    return (
        st.sampled_from(words)
        | turned
        | turned.map(lambda word: word[:2])
        | turned.map(lambda word: word[-1:])
        | text
    )


def _filters(field: Field, rows: list[Row]) -> st.SearchStrategy[Filter]:
    return st.sampled_from(operators_of(field)).flatmap(lambda operator: _filter(field, operator, rows))


def _filter(field: Field, operator: Operator, rows: list[Row]) -> st.SearchStrategy[Filter]:
    present = [row[field.name] for row in rows if row[field.name] is not None]
    value = st.sampled_from(present) | values_of(field) if present else values_of(field)
    if field.type is Type.DATETIME:
        value = value | st.sampled_from([datetime.date(2021, 3, 1), datetime.date(2021, 3, 2)])
    given = {
        Operator.EQUALS: st.tuples(value),
        Operator.CONTAINS: st.tuples(_taken([cell for cell in present if isinstance(cell, str)])),
        Operator.BETWEEN: st.tuples(st.none() | value, st.none() | value),
        Operator.ONE_OF: st.lists(value, min_size=1, max_size=3).map(tuple),
    }.get(operator, st.just(()))
    return given.map(lambda values: Filter(field.name, operator, values))


def arrow_tables(tables: Tables) -> dict[str, pa.Table]:
    return {
        name: pa.Table.from_pylist(rows, schema=ledger_tables()[name].arrow_schema())
        for name, rows in tables.items()
    }
