"""A store and the application's records open as one ledger, the same each time, with nothing lost unsaid."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lianheng.ledger.folder import open_ledger
from lianheng.ledger.snapshot import open_store
from lianheng.ledger.store import Store
from lianheng.text import UserError

from .small import APRIL, MARCH, MAY, PAYMENTS, PEOPLE, UNITS, arrow, bureau, folder, payments, recorded

CLAIM = {
    "claim_id": "C1", "kind": "travel", "unit_id": "U1", "claimant_id": "P2", "submitted_on": datetime.date(2021, 3, 1),
    "total": Decimal("88.10"), "method": "card", "approver_id": "",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_a_store_opens_to_the_same_rows_as_the_folder_it_was_made_from(store, tmp_path):
    bureau(store, tmp_path / "a")
    kept, given = open_ledger(store.root, in_memory=True), open_ledger(tmp_path / "a", in_memory=True)
    assert kept.rows == given.rows
    for name in kept.rows:
        columns = kept.database.columns(f"SELECT * FROM {name}")
        assert columns == given.database.columns(f"SELECT * FROM {name}")
        rows = [ledger.database.rows(f"SELECT * FROM {name} ORDER BY ALL") for ledger in (kept, given)]
        assert rows[0] == rows[1]


def test_only_the_ledgers_tables_stand_in_the_database(store, tmp_path):
    bureau(store, tmp_path / "a")
    ledger = open_store(store, records={"claims": arrow("claims", CLAIM)}, in_memory=True)
    tables = {row[0] for row in ledger.database.rows("SELECT table_name FROM information_schema.tables")}
    assert tables == {"units", "people", "payments", "claims"} == set(ledger.rows)


def test_records_belong_to_the_ledger_and_the_empty_text_of_a_form_is_no_value(store, tmp_path):
    bureau(store, tmp_path / "a")
    ledger = open_store(store, records={"claims": arrow("claims", CLAIM)}, in_memory=True)
    assert ledger.database.rows("SELECT claim_id, total, approver_id, paid_on FROM claims") == [
        ("C1", Decimal("88.10"), None, None)
    ]


def test_records_and_batches_of_one_table_stand_together(store, tmp_path):
    bureau(store, tmp_path / "a")
    more = {"unit_id": "U9", "name": "新区局", "division_code": "340100", "level": "zone"}
    ledger = open_store(store, records={"units": arrow("units", more)}, in_memory=True)
    assert ledger.database.rows("SELECT unit_id FROM units ORDER BY 1") == [("U1",), ("U2",), ("U9",)]


def test_the_digest_changes_with_a_batch_with_a_withdrawal_and_with_a_record(store, tmp_path):
    def digest(**changes: object) -> str:
        return open_store(store, records={"claims": arrow("claims", CLAIM | changes)}, in_memory=True).digest

    bureau(store, tmp_path / "a")
    first = digest()
    assert digest() == first
    assert digest(total=Decimal("88.11")) != first
    batch = recorded(store, tmp_path / "b", APRIL, payments=payments("Z1,U1,P1"))
    assert digest() != first
    store.withdraw(batch.batch_id, "复核", "错", MAY)
    assert digest() == first


def test_the_order_in_which_records_come_does_not_matter(store):
    rows = [CLAIM, CLAIM | {"claim_id": "C2"}]
    digests = {
        open_store(store, records={"claims": arrow("claims", *order)}, in_memory=True).digest
        for order in (rows, rows[::-1])
    }
    assert len(digests) == 1


def test_what_a_withdrawal_leaves_dangling_is_told_and_the_ledger_still_opens(store, tmp_path):
    people = recorded(store, tmp_path / "a", MARCH, units=UNITS, people=PEOPLE)
    recorded(store, tmp_path / "b", APRIL, units=UNITS.replace("U1,", "U3,").replace("U2,", "U4,"))
    batch = recorded(store, tmp_path / "c", APRIL, payments=payments("Z1,U1,P1", "Z2,U1,P1"))
    assert open_ledger(store.root, in_memory=True).notices == ()
    store.withdraw(people.batch_id, "复核", "错", MAY)
    notices = open_ledger(store.root, in_memory=True).notices
    assert [(item.file, item.value, item.more, item.refusal) for item in notices] == [
        (batch.batch_id, "U1", 1, False)
    ]


def test_on_a_day_before_the_withdrawal_nothing_dangles(store, tmp_path):
    people = recorded(store, tmp_path / "a", MARCH, units=UNITS, people=PEOPLE, payments=PAYMENTS)
    store.withdraw(people.batch_id, "复核", "错", MAY)
    assert open_store(store, APRIL.date(), in_memory=True).rows["payments"] == 3
    with pytest.raises(UserError, match="没有任何批次"):
        open_store(store, MAY.date())


def test_a_store_with_its_own_standards_uses_them(store, tmp_path):
    bureau(store, tmp_path / "a")
    plain = open_ledger(store.root, in_memory=True)
    folder(store.root / "standards", lodging_caps="city,cap\n")
    with_own = open_ledger(store.root, in_memory=True)
    assert (plain.overlay, with_own.overlay) == (None, store.root / "standards")
    assert plain.digest != with_own.digest
