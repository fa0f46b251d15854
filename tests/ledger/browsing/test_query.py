"""A page holds exactly the rows that a person would find by hand, in the same order, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.query import Query, Sort, page
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import Store
from lianheng.text import UserError

from ..small import arrow, bureau, payments, recorded
from .reference import Row, expected
from .worlds import ALL, arrow_tables, queries, readers, worlds

EVERYTHING = Reader(ALL, None)
NOWHERE = Store(Path("/nowhere"))


@pytest.fixture
def snapshot(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    return Snapshot(store, store.known(), {})


def keys(snapshot: Snapshot, query: Query, reader: Reader = EVERYTHING) -> list[str]:
    return [line.key for line in page(snapshot, reader, query).lines]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_query_finds_what_the_pencil_finds(data):
    tables = data.draw(worlds())
    snapshot = Snapshot(NOWHERE, [], arrow_tables(tables))
    for _ in range(8):
        reader = data.draw(readers())
        query = data.draw(queries(reader, tables))
        rows = expected(tables, reader, query)
        found = page(snapshot, reader, query)
        columns = [field.name for field in found.columns]
        assert found.total == len(rows)
        assert [dict(zip(columns, line.values, strict=True)) for line in found.lines] == [
            {name: row[name] for name in columns} for row in rows
        ]
        assert [line.key for line in found.lines] == [key_of(query.table, row) for row in rows]


def key_of(table: str, row: Row) -> str:
    return "|".join(str(row[name]) for name in ledger_tables()[table].key)


@pytest.mark.parametrize("sort", [(), (Sort("purpose"),), (Sort("purpose", True), Sort("amount"))])
def test_pages_laid_end_to_end_are_all_rows_each_once(tmp_path, sort):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    recorded(store, tmp_path / "b", payments=payments(*(f"Z{n},U1,P1" for n in range(7))))
    snapshot = Snapshot(store, store.known(), {})
    every = keys(snapshot, Query("payments", sort=sort, size=100))
    assert len(every) == 10
    for size in (1, 3, 7, 10, 11):
        first = page(snapshot, EVERYTHING, Query("payments", sort=sort, size=size))
        assert (first.total, first.pages) == (10, -(-10 // size))
        pages = [Query("payments", sort=sort, size=size, page=number) for number in range(1, first.pages + 1)]
        assert [key for query in pages for key in keys(snapshot, query)] == every
        assert keys(snapshot, Query("payments", size=size, page=first.pages + 1)) == []


def test_batches_of_a_table_are_read_as_one(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    recorded(store, tmp_path / "b", payments=payments("A0,U1,P1"))
    assert keys(Snapshot(store, store.known(), {}), Query("payments")) == ["A0", "Y1", "Y2", "Y3"]


def test_values_may_be_text_as_a_form_sends_it(snapshot):
    def found(*filters: Filter) -> list[str]:
        return keys(snapshot, Query("payments", filters=filters))

    assert found(Filter("amount", Operator.BETWEEN, ("", "100"))) == ["Y1", "Y3"]
    assert found(Filter("amount", Operator.EQUALS, (" 250.50 ",))) == ["Y2"]
    assert found(Filter("paid_on", Operator.BETWEEN, ("2021年1月6日", ""))) == ["Y2", "Y3"]
    assert found(Filter("method", Operator.ONE_OF, ("公务卡", "cash"))) == ["Y2"]
    assert found(Filter("purpose", Operator.CONTAINS, ("空调",))) == ["Y1"]


@pytest.mark.parametrize(
    ("column", "operator", "values"),
    [
        ("amount", Operator.EQUALS, ("十元",)),
        ("amount", Operator.EQUALS, ("10.001",)),
        ("amount", Operator.EQUALS, ("NaN",)),
        ("amount", Operator.EQUALS, ("1e400",)),
        ("amount", Operator.CONTAINS, ("1",)),
        ("amount", Operator.BETWEEN, ("1",)),
        ("amount", Operator.EQUALS, ()),
        ("paid_on", Operator.EQUALS, ("2021-02-30",)),
        ("paid_on", Operator.BETWEEN, ("9999-12-31", "")),
        ("entered_at", Operator.EQUALS, ("0001-01-01 00:00",)),
        ("source_row", Operator.EQUALS, ("99999999999999999999",)),
        ("source_row", Operator.EQUALS, ("1.5",)),
        ("method", Operator.EQUALS, ("支票",)),
        ("method", Operator.BETWEEN, ("a", "b")),
        ("purpose", Operator.CONTAINS, ("维" * 1001,)),
        ("purpose", Operator.EQUALS, ("a\x00b",)),
        ("purpose", Operator.EMPTY, ("x",)),
    ],
)
def test_a_value_that_makes_no_sense_is_a_sentence(snapshot, column, operator, values):
    with pytest.raises(UserError) as refused:
        page(snapshot, EVERYTHING, Query("payments", filters=(Filter(column, operator, values),)))
    assert ledger_tables()["payments"].columns[column].title.zh in refused.value.text.zh


INJECTIONS = ["' OR 1=1 --", "'; DROP VIEW payments; --", '" OR ""="', "$1", "%", "_", "\\", "1) OR (1=1"]


@pytest.mark.parametrize("said", INJECTIONS)
def test_sql_in_a_value_is_only_text(snapshot, said):
    for filters, search in (
        ((Filter("purpose", Operator.EQUALS, (said,)),), ""),
        ((Filter("purpose", Operator.CONTAINS, (said,)),), ""),
        ((Filter("purpose", Operator.ONE_OF, (said,)),), ""),
        ((), said),
    ):
        assert keys(snapshot, Query("payments", filters=filters, search=search)) == []
    assert len(keys(snapshot, Query("payments"))) == 3


@pytest.mark.parametrize("said", [*INJECTIONS, "amount; DROP VIEW payments", "_batch", "rowid", ""])
def test_sql_in_the_place_of_a_name_is_no_column(snapshot, said):
    for query in (
        Query("payments", columns=(said,)),
        Query("payments", sort=(Sort(said),)),
        Query("payments", filters=(Filter(said, Operator.EMPTY),)),
        Query(said or "nothing"),
    ):
        with pytest.raises(UserError):
            page(snapshot, EVERYTHING, query)


@pytest.mark.parametrize(("number", "size"), [(0, 50), (-1, 50), (1, 0), (1, 201)])
def test_there_is_no_such_page(snapshot, number, size):
    with pytest.raises(UserError):
        page(snapshot, EVERYTHING, Query("payments", page=number, size=size))


def test_too_many_words_are_refused_not_forgotten(snapshot):
    with pytest.raises(UserError):
        page(snapshot, EVERYTHING, Query("payments", search="一 二 三 四 五 六"))


def test_a_table_of_which_nothing_is_known_is_empty(snapshot):
    assert page(snapshot, EVERYTHING, Query("contracts")).total == 0


@pytest.mark.parametrize(
    ("operator", "values", "found"),
    [
        (Operator.EQUALS, ("2021-03-01",), ["first", "last"]),
        (Operator.ONE_OF, ("2021-03-01", "2021-03-02 00:00"), ["first", "last", "next"]),
        (Operator.BETWEEN, ("2021-03-01", "2021-03-01"), ["first", "last"]),
        (Operator.BETWEEN, (None, "2021-03-01"), ["before", "first", "last"]),
        (Operator.BETWEEN, ("2021-03-02", None), ["next"]),
        (Operator.BETWEEN, ("2021-02-28 23:59", "2021-03-01 00:00"), ["before", "first"]),
        (Operator.EQUALS, ("2021-02-28T16:00:00+00:00",), ["first"]),
    ],
)
def test_a_day_given_for_an_instant_is_the_whole_day_in_beijing(operator, values, found):
    moments = {"before": (28, 15, 59), "first": (28, 16, 0), "last": (1, 15, 59), "next": (1, 16, 0)}
    rows = [
        {"payment_id": name, "entered_at": datetime.datetime(2021, 2 if day == 28 else 3, day, hour, minute, tzinfo=datetime.UTC)}
        for name, (day, hour, minute) in moments.items()
    ]  # fmt: skip
    snapshot = Snapshot(NOWHERE, [], {"payments": arrow("payments", *rows)})
    assert keys(snapshot, Query("payments", filters=(Filter("entered_at", operator, values),))) == found
