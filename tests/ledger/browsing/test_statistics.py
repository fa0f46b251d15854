"""The choices that a filter offers are those that the rows have."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.query import Query
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.browsing.statistics import Statistics, statistics
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import Store

from ..small import bureau

EVERYTHING = Reader(frozenset(ledger_tables()), None)


@pytest.fixture
def snapshot(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    return Snapshot(store, store.known(), {})


def test_enumerations_are_counted_in_their_order_and_days_and_amounts_spanned(snapshot):
    found = statistics(snapshot, EVERYTHING, Query("payments"))
    assert list(found.counts["method"].items()) == [("card", 1), ("transfer", 2)]
    assert found.spans["amount"] == (Decimal("-20.00"), Decimal("250.50"))
    assert found.spans["paid_on"] == (datetime.date(2021, 1, 5), datetime.date(2021, 2, 1))
    assert "entered_at" not in found.spans


def test_they_follow_the_filters(snapshot):
    query = Query("payments", filters=(Filter("amount", Operator.BETWEEN, ("0", None)),))
    assert statistics(snapshot, EVERYTHING, query).counts["method"] == {"card": 1, "transfer": 1}


def test_of_an_empty_table_there_are_none(snapshot):
    found = statistics(snapshot, EVERYTHING, Query("claims"))
    assert (found.counts["method"], found.spans) == ({}, {})


def test_of_a_table_without_such_columns_there_are_none(snapshot):
    assert statistics(snapshot, EVERYTHING, Query("people", columns=("name",))) == Statistics({}, {})
