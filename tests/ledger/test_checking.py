"""A dry run tells everything at once, looks for references where the import will, and stores nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lianheng.ledger.checking import check_import
from lianheng.ledger.folder import LedgerRefused
from lianheng.ledger.importing import record_import
from lianheng.ledger.store import Store
from lianheng.tabular.problems import Problem
from lianheng.text import UserError

from .small import APRIL, MARCH, MAY, PAYMENTS, PEOPLE, UNITS, arrow, bureau, folder, payments, recorded

UNIT = {"unit_id": "U9", "name": "新区局", "division_code": "340100", "level": "zone"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def problems(store: Store, source: Path, **given: object) -> tuple[Problem, ...]:
    """What the dry run says; the import must say the same, and store something only when nothing is wrong."""
    before = store.manifests()
    with check_import(store, source, in_memory=True, **given) as checked:  # type: ignore[arg-type]
        assert store.manifests() == before
        if checked.accepted:
            copy = Store(store.root.parent / "copy")
            shutil.copytree(store.root, copy.root) if store.root.exists() else None
            assert record_import(copy, checked, "经办", MAY).rows == checked.rows
            shutil.rmtree(copy.root)
        else:
            with pytest.raises(LedgerRefused) as refused:
                record_import(store, checked, "经办", MAY)
            assert refused.value.problems == checked.problems
            assert store.manifests() == before
        return checked.problems


def test_a_right_folder_has_no_problems_and_its_rows_are_counted(store, tmp_path):
    source = folder(tmp_path / "a", units=UNITS, people=PEOPLE, payments=PAYMENTS)
    with check_import(store, source, in_memory=True) as checked:
        assert (checked.problems, checked.accepted) == ((), True)
        assert checked.rows == {"units": 2, "people": 3, "payments": 3}
        assert set(checked.sources) == {"units.csv", "people.csv", "payments.csv"}
    assert not store.root.exists() or store.manifests() == []


def test_a_reference_is_found_in_an_earlier_batch(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    assert problems(store, folder(tmp_path / "b", payments=payments("Z1,U2,P3"))) == ()


def test_a_reference_is_found_among_the_applications_records(store, tmp_path):
    source = folder(tmp_path / "a", people=PEOPLE.replace("U2", "U9"), units=UNITS)
    assert problems(store, source, records={"units": arrow("units", UNIT)}) == ()


def test_a_reference_found_nowhere_is_refused_with_its_first_row(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    source = folder(tmp_path / "b", payments=payments("Z1,U1,P1", "Z2,U1,P8", "Z3,U1,P8", "Z4,U7,P1"))
    found = problems(store, source)
    assert {(item.row, item.value, item.more) for item in found} == {(3, "P8", 1), (5, "U7", 0)}
    assert all(item.refusal and item.file == "payments.csv" for item in found)


def test_a_withdrawn_batch_is_no_place_to_find_a_reference(store, tmp_path):
    batch = recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    recorded(store, tmp_path / "b", APRIL, units=UNITS.replace("U1,", "U3,").replace("U2,", "U4,"))
    store.withdraw(batch.batch_id, "复核", "错", MAY)
    found = problems(store, folder(tmp_path / "c", payments=payments("Z1,U1,P1")))
    assert [item.value for item in found if item.refusal] == ["U1"]


def test_a_table_that_is_nowhere_is_told_with_the_number_of_unchecked_keys(store, tmp_path):
    found = problems(store, folder(tmp_path / "a", units=UNITS, payments=PAYMENTS))
    assert {item.column for item in found} == {"制单（maker_id）", "审批（approver_id）"}
    assert all(not item.refusal and "3个编号未能核对" in item.reason.zh for item in found)


def test_earlier_rows_that_a_new_table_leaves_dangling_are_told(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, payments=PAYMENTS)
    found = problems(store, folder(tmp_path / "b", people=PEOPLE.replace("P3", "P9")))
    assert [(item.value, item.refusal) for item in found] == [("P3", False)]
    assert store.manifests()[0].batch_id == found[0].file


@pytest.mark.parametrize("where", ["batch", "records"])
def test_a_key_that_is_known_is_refused_in_its_row(store, tmp_path, where):
    given = {}
    if where == "batch":
        recorded(store, tmp_path / "a", units=UNITS)
    else:
        given = {"records": {"units": arrow("units", UNIT | {"unit_id": "U2"})}}
    text = UNITS.replace("U1", "U5")
    (problem,) = problems(store, folder(tmp_path / "b", units=text), **given)
    assert (problem.row, problem.value, problem.refusal) == (3, "U2", True)
    assert ("系统记录" if where == "records" else store.manifests()[0].batch_id) in problem.reason.zh


def test_a_key_of_several_columns_is_a_repeat_only_as_a_whole(store, tmp_path):
    head = "activity_id,kind,title,unit_id,held_on,recorded_at\n"
    activities = head + "".join(f"A{n},study,学习,U1,2021-03-01,2021-03-02 09:00\n" for n in (1, 2))
    attendance = "activity_id,person_id,status\n"
    known = recorded(
        store, tmp_path / "a", units=UNITS, people=PEOPLE, activities=activities,
        attendance=attendance + "A1,P1,present\n",
    )  # fmt: skip
    assert known.rows["attendance"] == 1
    assert (
        problems(store, folder(tmp_path / "b", attendance=attendance + "A2,P1,present\nA1,P2,leave\n")) == ()
    )
    (problem,) = problems(
        store, folder(tmp_path / "c", attendance=attendance + "A2,P1,present\nA1,P1,leave\n")
    )
    assert (problem.row, problem.value) == (3, "A1|P1")


def test_all_mistakes_are_told_at_once_those_of_cells_and_those_of_the_store(store, tmp_path):
    bureau(store, tmp_path / "a")
    source = folder(
        tmp_path / "b",
        payments=payments("Y1,U1,P1", "Z2,U8,P1"),
        units=UNITS.replace("city", "village").replace("U1,", "U6,").replace("U2,", "U7,"),
    )
    found = {(item.file, item.row, item.value) for item in problems(store, source) if item.refusal}
    assert found == {("units.csv", 2, "village"), ("units.csv", 3, "village"), ("payments.csv", 2, "Y1")}


def test_a_reference_into_a_refused_table_is_not_blamed_as_well(store, tmp_path):
    source = folder(tmp_path / "b", units=UNITS.replace("city", "village"), people=PEOPLE)
    assert {item.file for item in problems(store, source)} == {"units.csv"}


def test_a_single_file_of_any_name_is_the_table_that_was_chosen(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    file = tmp_path / "3月支付明细(1).csv"
    file.write_text(payments("Z1,U1,P1"), encoding="utf-8")
    with check_import(store, file, table="payments", in_memory=True) as checked:
        assert (checked.problems, checked.rows) == ((), {"payments": 1})
        chosen = checked.digest
    with check_import(store, file, table="claims", in_memory=True) as checked:
        assert checked.digest != chosen
        assert not checked.accepted
    (problem,) = problems(store, file)[1:]
    assert "没有一行" in problem.reason.zh


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("payments.csv", b"PK\x03\x04 a workbook"),
        ("payments.xlsx", b"payment_id,voucher_no\n"),
        ("payments.parquet", b"%PDF-1.7"),
        ("payments.csv", b"MZ\x00\x01 a program"),
        ("payments.csv", b""),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(store, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert [item.refusal for item in problems(store, tmp_path / name)] == [True]


def test_a_file_of_a_kind_that_is_not_read_is_refused(store, tmp_path):
    (tmp_path / "payments.exe").write_bytes(b"MZ")
    with pytest.raises(UserError):
        check_import(store, tmp_path / "payments.exe")


def test_a_header_without_rows_is_nothing_to_import(store, tmp_path):
    (problem,) = problems(store, folder(tmp_path / "a", units=UNITS.split("\n")[0] + "\n"))
    assert problem.refusal
    assert "没有一行" in problem.reason.zh


def test_rows_named_in_passing_are_left_out_when_they_are_known(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    source = folder(
        tmp_path / "b", units=UNITS + "U3,新局,340100,city\n", payments=payments("Z1,U3,P1", "Z2,U1,P1")
    )
    assert any(item.refusal for item in problems(store, source))
    (notice,) = problems(store, source, passing=("units", "suppliers"))
    assert not notice.refusal
    assert "2行" in notice.reason.zh
    with check_import(store, source, passing=("units",)) as checked:
        assert checked.rows == {"units": 1, "payments": 2}


def test_a_table_named_in_passing_of_which_all_is_known_is_left_out_altogether(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    source = folder(tmp_path / "b", units=UNITS, payments=payments("Z1,U2,P1", "Z2,U8,P1"))
    with check_import(store, source, passing=("units",)) as checked:
        assert checked.rows == {"payments": 2}
        assert [item.value for item in checked.problems if item.refusal] == ["U8"]


def test_the_batch_names_the_uploaded_file_not_what_it_was_converted_to(store, tmp_path):
    upload = tmp_path / "导出.json"
    upload.write_text("{}", encoding="utf-8")
    source = folder(tmp_path / "converted", units=UNITS)
    with check_import(store, source, origins=[upload]) as checked:
        assert list(record_import(store, checked, "经办", MARCH).sources) == ["导出.json"]


def test_progress_counts_its_steps_to_the_end(store, tmp_path):
    told: list[tuple[int, int | None]] = []
    source = folder(tmp_path / "a", units=UNITS, people=PEOPLE)
    with check_import(store, source, progress=lambda what, done=0, total=None: told.append((done, total))):
        pass
    assert [done for done, _ in told] == list(range(len(told)))
    assert told[-1][1] == len(told)
