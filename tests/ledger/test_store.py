"""Batches are immutable: what was known on a day can always be read again, and what was changed behind its back is named."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path

import pytest

from lianheng.ledger.folder import LedgerRefused, open_ledger
from lianheng.ledger.importing import import_folder
from lianheng.ledger.store import Store
from lianheng.ledger.verification import Kind
from lianheng.text import UserError

from .small import APRIL, MARCH, MAY, folder

HEAD = "unit_id,name,division_code,level\n"


def units(path: Path, *names: str) -> Path:
    return folder(path, units=HEAD + "".join(f"{name},{name}局,340100,city\n" for name in names))


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
    reasons = [item.withdrawal and item.withdrawal.reason for item in store.manifests()]
    assert reasons == [None, "重复导入"]


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


def test_the_end_of_a_day_is_the_end_of_it_in_beijing(store, tmp_path):
    after_midnight = datetime.datetime(2021, 3, 1, 16, 30, tzinfo=datetime.UTC)
    import_folder(store, units(tmp_path / "a", "U1"), "经办", after_midnight)
    assert store.known(datetime.date(2021, 3, 1)) == []
    assert len(store.known(datetime.date(2021, 3, 2))) == 1


# --- what may never change -----------------------------------------------------------------------------------------


@pytest.fixture
def batch(store, tmp_path):
    return import_folder(store, units(tmp_path / "a", "U1", "U2"), "经办", MARCH)


def test_the_digest_can_be_worked_out_without_our_software(store, batch):
    record = json.loads((store.root / "batches" / batch.batch_id / "manifest.json").read_text("utf-8"))
    said = record.pop("digest")
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == said == batch.digest
    content = store.batch_file(batch, "units").read_bytes()
    assert record["files"] == {"units.parquet": hashlib.sha256(content).hexdigest()}


def test_a_withdrawal_changes_neither_the_manifest_nor_its_digest(store, batch):
    file = store.root / "batches" / batch.batch_id / "manifest.json"
    before = file.read_bytes()
    withdrawal = store.withdraw(batch.batch_id, "复核", "错", APRIL)
    (kept,) = store.manifests()
    assert file.read_bytes() == before
    assert (kept.digest, kept.withdrawal) == (batch.digest, withdrawal)
    assert store.verify_batch(kept) == store.verify() == ()


def test_a_withdrawal_needs_a_reason_and_a_batch(store, batch):
    with pytest.raises(UserError, match="原因"):
        store.withdraw(batch.batch_id, "复核", "  ", APRIL)
    with pytest.raises(UserError, match="没有批次"):
        store.withdraw("20210101T000000-00000000", "复核", "错", APRIL)


def flip(file: Path) -> None:
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_an_altered_a_missing_and_an_added_file_are_each_named(store, batch):
    home = store.root / "batches" / batch.batch_id
    assert store.verify_batch(batch) == ()
    flip(home / "units.parquet")
    assert [(item.file, item.kind) for item in store.verify_batch(batch)] == [("units.parquet", Kind.ALTERED)]
    (home / "units.parquet").rename(home / "people.parquet")
    assert {item.file: item.kind for item in store.verify()} == {
        "units.parquet": Kind.MISSING,
        "people.parquet": Kind.EXTRA,
    }


def test_a_batch_that_is_gone_altogether_is_missing(store, batch, tmp_path):
    (store.root / "batches" / batch.batch_id).rename(tmp_path / "elsewhere")
    assert [item.kind for item in store.verify_batch(batch)] == [Kind.MISSING]


@pytest.mark.parametrize("change", ["rows", "digest", "both"])
def test_an_altered_manifest_stops_the_store_and_is_named(store, batch, change):
    file = store.root / "batches" / batch.batch_id / "manifest.json"
    file.chmod(0o644)
    record = json.loads(file.read_text("utf-8"))
    del record["digest"]
    if change in ("rows", "both"):
        record["rows"]["units"] = 1
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    said = hashlib.sha256(text.encode()).hexdigest() if change == "both" else batch.digest
    file.write_text(json.dumps(record | {"digest": said if change != "digest" else "0"}), encoding="utf-8")
    assert [(item.file, item.kind) for item in store.verify_batch(batch)] == [("manifest.json", Kind.ALTERED)]
    if change == "both":  # it agrees with itself: only the digest that a journal holds tells
        assert Store(store.root).manifests()[0].digest != batch.digest
    else:
        with pytest.raises(UserError, match=batch.batch_id):
            store.manifests()
        assert [(item.file, item.kind) for item in store.verify()] == [("manifest.json", Kind.ALTERED)]


def test_a_lost_manifest_stops_the_store_instead_of_hiding_the_batch(store, batch):
    (store.root / "batches" / batch.batch_id / "manifest.json").unlink()
    with pytest.raises(UserError, match=batch.batch_id):
        store.known()


def test_a_copied_batch_under_another_name_is_not_taken_for_one(store, batch):
    import shutil

    home = store.root / "batches"
    shutil.copytree(home / batch.batch_id, home / "20990101T000000-00000000")
    with pytest.raises(UserError, match="20990101"):
        store.manifests()


def test_the_withdrawal_of_another_batch_does_not_count(store, batch, tmp_path):
    other = import_folder(store, units(tmp_path / "b", "U3"), "经办", APRIL)
    store.withdraw(batch.batch_id, "复核", "错", MAY)
    home = store.root / "batches"
    (home / batch.batch_id / "withdrawn.json").rename(home / other.batch_id / "withdrawn.json")
    assert [(item.file, item.kind) for item in store.verify_batch(other)] == [
        ("withdrawn.json", Kind.ALTERED)
    ]
    with pytest.raises(UserError, match=other.batch_id):
        store.manifests()


def test_a_damaged_batch_is_not_read(store, batch):
    flip(store.batch_file(batch, "units"))
    with pytest.raises(LedgerRefused) as refused:
        open_ledger(store.root)
    assert refused.value.problems[0].file == "units.parquet"
    assert batch.batch_id in refused.value.problems[0].reason.zh


def test_what_an_import_is_still_writing_is_no_batch(store, batch):
    with store.staging() as staged:
        (staged / "manifest.json").write_text(batch.to_json(), encoding="utf-8")
        assert store.manifests() == [batch]
    assert not staged.exists()


def test_sweeping_takes_what_a_killed_import_left_and_spares_a_living_one(store, batch):
    left = store.root / "batches" / ".new-killed"
    left.mkdir()
    (left / "units.parquet").write_bytes(b"half")
    (store.root / "batches" / ".new-withdrawal.json").write_text("{", encoding="utf-8")
    with store.staging() as staged:
        (staged / "units.parquet").write_bytes(b"being written")
        store.sweep()
        assert (staged / "units.parquet").exists()
    assert [item.name for item in (store.root / "batches").iterdir()] == [batch.batch_id]


def test_columns_that_an_old_batch_did_not_have_yet_are_empty(store, tmp_path):
    import pyarrow.parquet as pq

    old = import_folder(store, units(tmp_path / "a", "U1"), "经办", MARCH)
    file = store.batch_file(old, "units")
    file.chmod(0o644)
    pq.write_table(pq.read_table(file).drop_columns(["uscc"]), file)
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    record = json.loads(old.to_json()) | {"files": {"units.parquet": content}}
    del record["digest"]
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    record["digest"] = hashlib.sha256(text.encode()).hexdigest()
    manifest = file.with_name("manifest.json")
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    import_folder(store, units(tmp_path / "b", "U2"), "经办", APRIL)
    ledger = open_ledger(store.root, in_memory=True)
    assert ledger.database.rows("SELECT unit_id, uscc FROM units ORDER BY 1") == [("U1", None), ("U2", None)]
