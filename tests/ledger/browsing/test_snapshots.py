"""A process opens each state of the ledger once, and many readers use it at the same time."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from lianheng.ledger.browsing.query import Query, page
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.snapshots import Snapshot, Snapshots
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.folder import LedgerRefused
from lianheng.ledger.store import Store

from ..small import APRIL, MARCH, MAY, arrow, bureau, payments, recorded

EVERYTHING = Reader(frozenset(ledger_tables()), None)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    return store


def count(snapshot: Snapshot, table: str = "payments") -> int:
    return page(snapshot, EVERYTHING, Query(table)).total


def test_while_nothing_changes_the_same_snapshot_is_given(store):
    snapshots = Snapshots(store)
    assert snapshots.current() is snapshots.current()


def test_a_batch_that_comes_or_goes_makes_a_new_one(store, tmp_path):
    snapshots = Snapshots(store)
    before = snapshots.current()
    batch = recorded(store, tmp_path / "b", APRIL, payments=payments("Z1,U1,P1"))
    during = snapshots.current()
    store.withdraw(batch.batch_id, "复核", "错", MAY)
    assert [count(snapshot) for snapshot in (before, during, snapshots.current())] == [3, 4, 3]
    assert snapshots.current() is before


def test_records_are_asked_for_only_when_their_mark_changes(store):
    asked = []

    def records():
        asked.append(1)
        supplier = {"supplier_id": f"S{len(asked)}", "name": "云杉实业", "status": "active"}
        return {"suppliers": arrow("suppliers", supplier)}

    snapshots = Snapshots(store)
    for mark in (1, 1, 2, 2, 1):
        assert count(snapshots.current(mark, records), "suppliers") == 1
    assert len(asked) == 2


def test_a_past_day_is_seen_as_it_was_then(store, tmp_path):
    recorded(store, tmp_path / "b", APRIL, payments=payments("Z1,U1,P1"))
    snapshots = Snapshots(store)
    assert count(snapshots.current(as_at=MARCH.date())) == 3
    assert count(snapshots.current(as_at=APRIL.date())) == 4
    assert count(snapshots.current(as_at=datetime.date(2020, 1, 1))) == 0


def test_an_empty_store_can_be_browsed(tmp_path):
    assert count(Snapshots(Store(tmp_path / "new")).current()) == 0


def test_twenty_readers_at_once_see_the_same(store, tmp_path):
    recorded(store, tmp_path / "b", payments=payments(*(f"Z{n:04},U1,P1" for n in range(3000))))
    snapshots = Snapshots(store)

    def read(number: int) -> tuple[int, str]:
        found = page(snapshots.current(), EVERYTHING, Query("payments", search="z", page=1 + number % 7))
        return found.total, found.lines[0].key

    with ThreadPoolExecutor(20) as readers:
        answers = list(readers.map(read, range(200)))
    assert answers == [(3000, f"Z{50 * (number % 7):04}") for number in range(200)]


def test_a_reader_keeps_his_snapshot_while_others_move_on(store, tmp_path):
    snapshots = Snapshots(store)
    mine = snapshots.current(0, dict)
    for mark in range(1, 10):
        snapshots.current(mark, dict)
    assert count(mine) == 3


def test_a_batch_whose_file_is_gone_is_named(store):
    store.batch_file(store.manifests()[0], "payments").unlink()
    with pytest.raises(LedgerRefused) as refused:
        Snapshots(store).current()
    assert [problem.file for problem in refused.value.problems] == ["payments.parquet"]
