"""What was checked is what is recorded: the same bytes, against the store as it is by then, all of it or nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lianheng.ledger.checking import check_import
from lianheng.ledger.folder import LedgerRefused, open_ledger
from lianheng.ledger.importing import record_import
from lianheng.ledger.store import Store
from lianheng.text import UserError

from .small import APRIL, MARCH, MAY, PAYMENTS, PEOPLE, UNITS, arrow, bureau, folder, payments, recorded


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_the_rows_recorded_are_the_rows_checked(store, tmp_path):
    bureau(store, tmp_path / "a")
    ledger = open_ledger(store.root, in_memory=True)
    assert ledger.database.rows("SELECT payment_id, amount, method FROM payments ORDER BY 1") == [
        ("Y1", Decimal("100.00"), "transfer"),
        ("Y2", Decimal("250.50"), "card"),
        ("Y3", Decimal("-20.00"), "transfer"),
    ]


def test_the_rows_of_a_batch_lie_in_the_order_of_their_key(store, tmp_path):
    batch = recorded(store, tmp_path / "a", units=UNITS + "U0,零局,340100,city\n")
    import pyarrow.parquet as pq

    assert pq.read_table(store.batch_file(batch, "units"))["unit_id"].to_pylist() == ["U0", "U1", "U2"]


def test_the_digest_that_was_accepted_must_be_the_one_recorded(store, tmp_path):
    source = folder(tmp_path / "a", units=UNITS)
    with check_import(store, source) as first:
        agreed = first.digest
    with check_import(store, source) as again:
        assert record_import(store, again, "经办", MARCH, agreed=agreed).rows == {"units": 2}
    folder(tmp_path / "a", units=UNITS.replace("U1,", "U7,").replace("U2,", "U8,"))
    with check_import(store, source) as other, pytest.raises(UserError, match="被改动"):
        record_import(store, other, "经办", APRIL, agreed=agreed)
    assert len(store.manifests()) == 1


@pytest.mark.parametrize("change", ["write", "remove"])
def test_a_file_that_changes_between_check_and_record_is_refused(store, tmp_path, change):
    source = folder(tmp_path / "a", units=UNITS)
    with check_import(store, source) as checked:
        (source / "units.csv").unlink()
        if change == "write":
            folder(source, units=UNITS + "U3,新局,340100,city\n")
        with pytest.raises(UserError, match="被改动"):
            record_import(store, checked, "经办", MARCH)
    assert store.manifests() == []


def test_a_file_that_changes_while_it_is_checked_is_refused(store, tmp_path):
    source = folder(tmp_path / "a", units=UNITS)

    def meddle(what, done=0, total=None):
        if "checking" in what.en:
            folder(source, units=UNITS + "U3,新局,340100,city\n")

    with pytest.raises(UserError, match="被改动"):
        check_import(store, source, progress=meddle)


def test_a_key_recorded_after_the_check_is_refused(store, tmp_path):
    with check_import(store, folder(tmp_path / "a", units=UNITS)) as checked:
        other = recorded(store, tmp_path / "b", units=UNITS)
        with pytest.raises(LedgerRefused) as refused:
            record_import(store, checked, "经办", APRIL)
    assert [item.value for item in refused.value.problems] == ["U1", "U2"]
    assert store.manifests() == [other]


def test_what_is_referred_to_must_still_be_there_when_it_is_recorded(store, tmp_path):
    base = recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    recorded(store, tmp_path / "b", units=UNITS.replace("U1,", "U3,").replace("U2,", "U4,"))
    with check_import(store, folder(tmp_path / "c", payments=payments("Z1,U1,P1"))) as checked:
        assert checked.accepted
        store.withdraw(base.batch_id, "复核", "错", APRIL)
        with pytest.raises(LedgerRefused) as refused:
            record_import(store, checked, "经办", MAY)
    assert "U1" in {item.value for item in refused.value.problems}
    assert len(store.manifests()) == 2


def test_the_applications_records_count_in_the_second_look_too(store, tmp_path):
    unit = {"unit_id": "U9", "name": "新区局", "division_code": "340100", "level": "zone"}
    source = folder(tmp_path / "a", people=PEOPLE.replace("U1", "U9").replace("U2", "U9"))
    with check_import(store, source, records={"units": arrow("units", unit)}) as checked:
        recorded(store, tmp_path / "b", units=UNITS)
        assert record_import(store, checked, "经办", APRIL).rows == {"people": 3}


def test_a_withdrawn_batch_may_be_recorded_anew(store, tmp_path):
    wrong = recorded(store, tmp_path / "a", units=UNITS)
    store.withdraw(wrong.batch_id, "复核", "名称有误", APRIL)
    right = recorded(store, tmp_path / "b", MAY, units=UNITS.replace("U1局", "一局"))
    assert [item.batch_id for item in store.known()] == [right.batch_id]


def test_a_failure_while_writing_leaves_nothing(store, tmp_path):
    def fail(what, done=0, total=None):
        if "writing people" in what.en:
            raise OSError("no space left")

    with check_import(store, folder(tmp_path / "a", units=UNITS, people=PEOPLE)) as checked:
        with pytest.raises(OSError, match="no space"):
            record_import(store, checked, "经办", MARCH, progress=fail)
        assert list((store.root / "batches").iterdir()) == []
        assert record_import(store, checked, "经办", MARCH).rows == {"units": 2, "people": 3}


def test_every_payment_of_a_large_batch_arrives(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    lines = [f"Z{number:06},U1,P1" for number in range(120_000)]
    batch = recorded(store, tmp_path / "b", APRIL, payments=payments(*reversed(lines), *()))
    assert batch.rows == {"payments": 120_000}
    total = open_ledger(store.root).database.one(
        "SELECT count(*), count(DISTINCT payment_id), sum(amount) FROM payments"
    )
    assert total == (120_000, 120_000, Decimal("1200000.00"))


def test_an_import_tells_its_steps_to_the_end(store, tmp_path):
    told: list[tuple[int, int | None]] = []
    with check_import(store, folder(tmp_path / "a", units=UNITS, people=PEOPLE)) as checked:
        record_import(
            store,
            checked,
            "经办",
            MARCH,
            progress=lambda what, done=0, total=None: told.append((done, total)),
        )
    assert [done for done, _ in told] == list(range(4))
    assert {total for _, total in told} == {4}


def test_an_import_waits_for_no_reader_and_no_reader_for_it(store, tmp_path):
    bureau(store, tmp_path / "a")
    with store.lock():
        assert len(Store(store.root).manifests()) == 1
        assert open_ledger(store.root, in_memory=True).rows["payments"] == 3
        with check_import(store, folder(tmp_path / "b", payments=payments("Z1,U1,P1"))) as checked:
            assert checked.accepted


def test_payments_can_be_put_beside_the_bureau(store, tmp_path):
    bureau(store, tmp_path / "a")
    assert recorded(store, tmp_path / "b", APRIL, payments=PAYMENTS.replace("\nY", "\nX")).rows == {
        "payments": 3
    }
