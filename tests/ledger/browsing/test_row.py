"""A row opens to what it refers to and to all that refers to it."""

from __future__ import annotations

import datetime

import pytest

from lianheng.ledger.browsing.reader import Absent, Reader
from lianheng.ledger.browsing.row import open_row
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import Store

from ..small import arrow, bureau, payments, recorded

EVERYTHING = Reader(frozenset(ledger_tables()), None)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    return store


@pytest.fixture
def snapshot(store):
    return Snapshot(store, store.known(), {})


def test_a_row_has_its_values_its_batch_and_the_names_of_what_it_refers_to(store, snapshot):
    opened = open_row(snapshot, EVERYTHING, "payments", "Y1")
    assert (
        dict(zip([field.name for field in opened.columns], opened.values, strict=True))["payee"] == "云杉实业"
    )
    assert opened.batch == store.manifests()[0].batch_id
    assert [(item.field.name, item.table.name, item.key, item.label) for item in opened.references] == [
        ("unit_id", "units", "U1", "U1局"),
        ("maker_id", "people", "P2", "李柯"),
        ("approver_id", "people", "P1", "张岚"),
    ]


def test_a_row_lists_who_refers_to_it_by_table_and_column(snapshot):
    opened = open_row(snapshot, EVERYTHING, "people", "P1")
    assert [(item.table.name, item.field.name, item.count) for item in opened.referrers] == [
        ("payments", "approver_id", 3)
    ]
    unit = open_row(snapshot, EVERYTHING, "units", "U1")
    assert [(item.table.name, item.field.name, item.count) for item in unit.referrers] == [
        ("payments", "unit_id", 2),
        ("people", "unit_id", 2),
    ]


def test_of_many_that_refer_to_a_row_the_first_are_shown_and_all_are_counted(store, tmp_path):
    recorded(store, tmp_path / "b", payments=payments(*(f"Z{n:02},U1,P1" for n in reversed(range(40)))))
    (by_maker, by_approver) = open_row(
        Snapshot(store, store.known(), {}), EVERYTHING, "people", "P1"
    ).referrers
    assert (by_approver.field.name, by_approver.count) == ("maker_id", 40) or by_maker.count == 40
    made = by_maker if by_maker.field.name == "maker_id" else by_approver
    assert [line.key for line in made.lines] == ["Z00", "Z01", "Z02", "Z03", "Z04"]
    shown = [field.name for field in made.columns]
    assert shown[:2] == ["payment_id", "payee"]
    assert made.lines[0].values[1] == "石榴食品"


def test_tables_that_the_reader_may_not_open_refer_to_nothing(snapshot):
    opened = open_row(snapshot, Reader(frozenset({"people"}), None), "people", "P1")
    assert opened.referrers == ()
    assert [item.label for item in opened.references] == [None]


def test_a_row_that_the_application_keeps_has_no_batch(store):
    claim = {
        "claim_id": "C1", "kind": "travel", "unit_id": "U1", "claimant_id": "P2",
        "submitted_on": datetime.date(2021, 3, 1), "total": 1, "method": "card",
    }  # fmt: skip
    snapshot = Snapshot(store, store.known(), {"claims": arrow("claims", claim)})
    assert open_row(snapshot, EVERYTHING, "claims", "C1").batch is None


def test_a_key_of_several_columns_is_opened_by_its_text(store):
    rows = [
        {"year": 2021, "unit_id": "U1", "item": item, "budget": 2, "actual": 1}
        for item in ("overseas", "reception")
    ]
    snapshot = Snapshot(store, store.known(), {"three_public_years": arrow("three_public_years", *rows)})
    opened = open_row(snapshot, EVERYTHING, "three_public_years", "2021|U1|reception")
    assert opened.values[:3] == (2021, "U1", "reception")
    for wrong in ("2021|U1|car", "2021|U1", "twenty|U1|reception", "2021|U1|reception|"):
        assert open_row(snapshot, EVERYTHING, "three_public_years", wrong) is None


def test_a_key_with_a_stroke_of_its_own_is_found_by_its_whole_text(store):
    rows = [{"procurement_id": "C|1", "person_name": "张岚", "role": "expert", "drawn": True}]
    snapshot = Snapshot(store, store.known(), {"experts": arrow("experts", *rows)})
    assert open_row(snapshot, EVERYTHING, "experts", "C|1|张岚").values[:2] == ("C|1", "张岚")


@pytest.mark.parametrize("key", ["Y9", "", "' OR 1=1 --", "Y1|Y2", "y1"])
def test_a_key_that_no_row_has_opens_nothing(snapshot, key):
    assert open_row(snapshot, EVERYTHING, "payments", key) is None


def test_an_unknown_table_is_absent(snapshot):
    with pytest.raises(Absent):
        open_row(snapshot, EVERYTHING, "passwords", "1")


def test_a_reference_that_leads_nowhere_has_no_label(store, tmp_path):
    recorded(
        store,
        tmp_path / "b",
        contracts="contract_id,unit_id,supplier_id,supplier,amount,signed_on\nK1,U1,S1,某,1.00,2021-01-01\n",
    )
    snapshot = Snapshot(store, store.known(), {})
    opened = open_row(snapshot, EVERYTHING, "contracts", "K1")
    assert {item.field.name: item.label for item in opened.references} == {"unit_id": "U1局"} | {
        link.column: None
        for link in ledger_tables()["contracts"].foreign_keys
        if link.column == "supplier_id"
    }
