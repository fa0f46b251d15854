"""What is not granted is absent: not shown, not filtered, not searched, not sorted by, not counted, not exported."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lianheng.ledger.browsing.exporting import export_csv
from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.labels import labels
from lianheng.ledger.browsing.query import Query, Sort, page
from lianheng.ledger.browsing.reader import Absent, Reader
from lianheng.ledger.browsing.row import open_row
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.browsing.statistics import statistics
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import Store

from ..small import arrow, bureau

ALL = frozenset(ledger_tables())
CANARY = "110101199003070011"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    day = datetime.date(2021, 3, 1)
    declaration = {
        "declaration_id": "D1", "person_id": "P1", "kind": "gift", "due_on": day, "filed_on": None, "checked": False,
    }  # fmt: skip
    person = {
        "person_id": "P9", "name": "赵荻", "unit_id": "U2", "rank": "staff", "role": "staff", "party": "none",
        "officer": "none", "joined_on": day, "id_no": CANARY,
    }  # fmt: skip
    supplier = {"supplier_id": "S1", "name": "云杉实业", "status": "active"}
    records = {
        "declarations": arrow("declarations", declaration),
        "people": arrow("people", person),
        "suppliers": arrow("suppliers", supplier),
    }
    return Snapshot(store, store.known(), records)


def total(snapshot: Snapshot, reader: Reader, table: str, **how: object) -> int:
    return page(snapshot, reader, Query(table, **how)).total  # type: ignore[arg-type]


def test_by_default_a_reader_sees_nothing(snapshot):
    nobody = Reader(frozenset())
    for name in ledger_tables():
        with pytest.raises(Absent):
            page(snapshot, nobody, Query(name))
    assert total(snapshot, Reader(ALL), "payments") == 0


def test_a_table_not_granted_reads_the_same_as_one_that_does_not_exist(snapshot):
    said = []
    for name in ("declarations", "nowhere"):
        with pytest.raises(Absent) as absent:
            page(snapshot, Reader(frozenset({"payments"}), None), Query(name))
        said.append(absent.value.text.zh.replace(name, "…"))
    assert said[0] == said[1]


def test_a_sensitive_table_needs_its_own_grant(snapshot):
    with pytest.raises(Absent):
        page(snapshot, Reader(ALL, None), Query("declarations"))
    assert total(snapshot, Reader(ALL, None, sensitive=frozenset({"declarations"})), "declarations") == 1


@pytest.mark.parametrize(
    "query",
    [
        Query("people", columns=("id_no",)),
        Query("people", sort=(Sort("id_no"),)),
        Query("people", filters=(Filter("id_no", Operator.FILLED),)),
        Query("people", filters=(Filter("id_no", Operator.EQUALS, (CANARY,)),)),
    ],
)
def test_a_sensitive_column_cannot_be_named(snapshot, tmp_path, query):
    reader = Reader(ALL, None, sensitive=frozenset({"people.phone"}))
    for attempt in (
        lambda: page(snapshot, reader, query),
        lambda: statistics(snapshot, reader, query),
        lambda: export_csv(snapshot, reader, query, tmp_path / "x.csv"),
    ):
        with pytest.raises(Absent):
            attempt()
    granted = Reader(ALL, None, sensitive=frozenset({"people.id_no"}))
    assert page(snapshot, granted, query).total >= 1


def test_a_sensitive_column_is_neither_shown_nor_searched_nor_exported(snapshot, tmp_path):
    reader = Reader(ALL, None)
    assert "id_no" not in {field.name for field in page(snapshot, reader, Query("people")).columns}
    assert total(snapshot, reader, "people", search=CANARY) == 0
    assert CANARY not in repr(page(snapshot, reader, Query("people")).lines)
    assert CANARY not in repr(open_row(snapshot, reader, "people", "P9"))
    export_csv(snapshot, reader, Query("people"), tmp_path / "people.csv")
    assert CANARY not in (tmp_path / "people.csv").read_text("utf-8")
    assert (
        total(snapshot, Reader(ALL, None, sensitive=frozenset({"people.id_no"})), "people", search=CANARY)
        == 1
    )


def test_a_reader_of_one_unit_sees_its_rows_only_and_counts_only_those(snapshot):
    reader = Reader(ALL, frozenset({"U2"}))
    assert [line.key for line in page(snapshot, reader, Query("payments")).lines] == ["Y3"]
    assert total(snapshot, reader, "payments", search="维修") == 0
    assert statistics(snapshot, reader, Query("payments")).counts["method"] == {"transfer": 1}
    assert open_row(snapshot, reader, "payments", "Y1") is None
    assert labels(snapshot, reader, "people", ["P1", "P3"]) == {"P3": "王霁"}


def test_a_row_of_another_unit_is_not_named_by_what_refers_to_it(snapshot):
    opened = open_row(snapshot, Reader(ALL, frozenset({"U2"})), "payments", "Y3")
    assert opened is not None
    assert {item.field.name: item.label for item in opened.references} == {
        "unit_id": "U2局",
        "maker_id": "王霁",
        "approver_id": None,  # of U1
    }


def test_the_unit_is_found_over_a_reference(snapshot):
    granted = frozenset({"declarations"})
    assert total(snapshot, Reader(ALL, frozenset({"U1"}), sensitive=granted), "declarations") == 1
    assert total(snapshot, Reader(ALL, frozenset({"U2"}), sensitive=granted), "declarations") == 0


def test_a_table_without_a_unit_is_seen_in_full_or_not_at_all(snapshot):
    assert total(snapshot, Reader(ALL, frozenset({"U1"})), "suppliers") == 0
    assert total(snapshot, Reader(ALL, frozenset({"U1"}), whole=frozenset({"suppliers"})), "suppliers") == 1
    assert total(snapshot, Reader(ALL, None), "suppliers") == 1


def test_what_is_remembered_for_one_reader_is_not_given_to_another(snapshot):
    chief, other = Reader(ALL, None), Reader(ALL, frozenset({"U2"}))
    assert [total(snapshot, reader, "payments") for reader in (chief, other, chief, other)] == [3, 1, 3, 1]
