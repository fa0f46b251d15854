"""Batches are immutable: what was known on a day can always be read again."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lianheng.ledger.folder import LedgerRefused, open_ledger
from lianheng.ledger.importing import import_folder
from lianheng.ledger.store import Store
from lianheng.text import UserError

HEAD = "unit_id,name,division_code,level\n"
MARCH = datetime.datetime(2021, 3, 1, 9, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2021, 4, 1, 9, tzinfo=datetime.UTC)
MAY = datetime.datetime(2021, 5, 1, 9, tzinfo=datetime.UTC)


def units(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "units.csv").write_text(
        HEAD + "".join(f"{name},{name}局,340100,city\n" for name in names), encoding="utf-8"
    )
    return folder


def known(root: Path, day: datetime.datetime) -> set[str]:
    ledger = open_ledger(root, day.date(), in_memory=True)
    return {row[0] for row in ledger.database.rows("SELECT unit_id FROM units")}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_a_snapshot_holds_what_was_recorded_by_its_day(store, tmp_path):
    import_folder(store, units(tmp_path / "a", "U1"), "经办", MARCH)
    import_folder(store, units(tmp_path / "b", "U2"), "经办", APRIL)
    assert known(store.root, MARCH) == {"U1"}
    assert known(store.root, APRIL) == {"U1", "U2"}


def test_a_withdrawn_batch_stays_known_for_the_days_before(store, tmp_path):
    import_folder(store, units(tmp_path / "a", "U1"), "经办", MARCH)
    wrong = import_folder(store, units(tmp_path / "b", "U2"), "经办", APRIL)
    store.withdraw(wrong.batch_id, "复核", "重复导入", MAY)
    assert known(store.root, APRIL) == {"U1", "U2"}
    assert known(store.root, MAY) == {"U1"}
    assert [item.reason for item in store.manifests()] == [None, "重复导入"]


def test_a_batch_cannot_be_withdrawn_twice(store, tmp_path):
    batch = import_folder(store, units(tmp_path / "a", "U1"), "经办", MARCH)
    store.withdraw(batch.batch_id, "复核", "错", APRIL)
    with pytest.raises(UserError):
        store.withdraw(batch.batch_id, "复核", "错", MAY)


def test_a_key_that_the_store_has_is_refused_and_nothing_is_stored(store, tmp_path):
    import_folder(store, units(tmp_path / "a", "U1"), "经办", MARCH)
    with pytest.raises(LedgerRefused) as refused:
        import_folder(store, units(tmp_path / "b", "U1", "U3"), "经办", APRIL)
    assert refused.value.problems[0].value == "U1"
    assert len(store.manifests()) == 1


def test_a_refused_folder_leaves_no_trace(store, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "units.csv").write_text(HEAD + "U1,局,340100,村级\n", encoding="utf-8")
    with pytest.raises(LedgerRefused):
        import_folder(store, bad, "经办", MARCH)
    assert not (store.root / "batches").exists()


def test_the_manifest_says_who_when_and_from_what(store, tmp_path):
    batch = import_folder(store, units(tmp_path / "a", "U1", "U2"), "经办", MARCH)
    (kept,) = store.manifests()
    assert kept == batch
    assert (kept.recorded_by, kept.recorded_at, kept.rows) == ("经办", MARCH, {"units": 2})
    assert set(kept.sources) == {"units.csv"}


def test_before_the_first_batch_there_is_nothing(store, tmp_path):
    import_folder(store, units(tmp_path / "a", "U1"), "经办", APRIL)
    with pytest.raises(UserError):
        known(store.root, MARCH)
