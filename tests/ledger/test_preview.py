"""A preview shows the file as it is, with every mistake beside the row it is in."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from lianheng.ledger.checking import check_import
from lianheng.ledger.preview import Preview, preview
from lianheng.ledger.store import Store

from .small import PAYMENTS_HEAD, PEOPLE, UNITS, folder, payments, recorded

HEAD = "单位编码,单位名称,行政区划代码,预算级次,备注\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def shown(store: Store, source: Path, table: str, **how: int) -> Preview:
    with check_import(store, source, in_memory=True) as checked:
        return preview(checked, table, **how)


def units(path: Path, *lines: str) -> Path:
    return folder(path, units=HEAD + "".join(line + "\n" for line in lines))


def test_the_first_rows_are_shown_as_they_stand_in_the_file(store, tmp_path):
    source = units(tmp_path / "a", *(f"U{n}, {n}局 ,340100,市级," for n in range(30)))
    found = shown(store, source, "units", first=3)
    assert [(row.number, row.cells[:4]) for row in found.rows] == [
        (2, ("U0", " 0局 ", "340100", "市级")),
        (3, ("U1", " 1局 ", "340100", "市级")),
        (4, ("U2", " 2局 ", "340100", "市级")),
    ]
    assert found.total == 30


def test_each_column_says_what_it_is_taken_for(store, tmp_path):
    found = shown(store, units(tmp_path / "a", "U1,局,340100,市级,某"), "units")
    assert [column.field and column.field.name for column in found.columns] == [
        "unit_id",
        "name",
        "division_code",
        "level",
        None,
    ]
    assert [problem.column for problem in found.general] == ["备注"]


def test_a_refused_row_far_down_is_shown_raw_with_its_neighbours_and_its_mistakes(store, tmp_path):
    lines = [f"U{n},局,340100,市级," for n in range(500)]
    lines[400] = "U400,,三四零,村级,"
    found = shown(store, units(tmp_path / "a", *lines), "units", first=2, around=1)
    assert [row.number for row in found.rows] == [2, 3, 401, 402, 403]
    (bad,) = [row for row in found.rows if row.problems]
    assert bad.cells == ("U400", None, "三四零", "村级", None)
    named = {column.header: bad.problem_of(column) for column in found.columns}
    assert [header for header, problem in named.items() if problem] == [
        "单位名称",
        "行政区划代码",
        "预算级次",
    ]


def test_a_repeated_key_and_a_dangling_reference_stand_beside_their_rows(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE, payments=payments("Z1,U1,P1"))
    source = folder(tmp_path / "b", payments=payments("Z0,U1,P1", "Z1,U1,P1", "Z2,U9,P1"))
    found = shown(store, source, "payments", first=1, around=0)
    assert [(row.number, [item.value for item in row.problems]) for row in found.rows] == [
        (2, []),
        (3, ["Z1"]),
        (4, ["U9"]),
    ]
    marked = {
        (row.number, column.header)
        for row in found.rows
        for column in found.columns
        if row.problem_of(column)
    }
    assert marked == {(3, "payment_id"), (4, "unit_id")}


def test_a_line_that_cannot_be_split_is_told_with_its_text(store, tmp_path):
    found = shown(store, units(tmp_path / "a", "U1,局,340100,市级,", "U2,局"), "units")
    (problem,) = [item for item in found.general if item.refusal]
    assert (problem.row, problem.value) == (3, "U2,局")


def test_rows_of_a_workbook_keep_their_numbers_over_blank_ones(store, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "台账.xlsx") as book:
        sheet = book.add_worksheet("单位")
        sheet.write_row(0, 0, ["单位编码", "单位名称", "行政区划代码", "预算级次"])
        sheet.write_row(1, 0, ["U1", "局", "340100", "市级"])
        sheet.write_row(4, 0, ["U2", "局", "340100", "村级"])
    found = shown(store, tmp_path / "台账.xlsx", "units")
    assert [(row.number, len(row.problems)) for row in found.rows] == [(2, 0), (5, 1)]


def test_the_row_of_a_repeat_in_a_workbook_with_blank_rows_is_the_workbooks(store, tmp_path):
    recorded(store, tmp_path / "a", units=UNITS)
    with xlsxwriter.Workbook(tmp_path / "台账.xlsx") as book:
        sheet = book.add_worksheet("单位")
        sheet.write_row(0, 0, ["单位编码", "单位名称", "行政区划代码", "预算级次"])
        sheet.write_row(1, 0, ["U8", "局", "340100", "市级"])
        sheet.write_row(4, 0, ["U2", "局", "340100", "市级"])
    found = shown(store, tmp_path / "台账.xlsx", "units")
    assert [(row.number, len(row.problems)) for row in found.rows] == [(2, 0), (5, 1)]


def test_parquet_is_shown_as_text_too(store, tmp_path):
    (tmp_path / "a").mkdir()
    rows = {"year": [2021, 2022], "unit_id": ["U1", "U1"], "item": ["reception", "party"]}
    rows |= {"budget": [10.25, 3.0], "actual": [10.257, 3.0]}
    pq.write_table(pa.table(rows), tmp_path / "a" / "three_public_years.parquet")
    found = shown(store, tmp_path / "a", "three_public_years")
    assert [row.cells for row in found.rows] == [
        ("2021", "U1", "reception", "10.25", "10.257"),
        ("2022", "U1", "party", "3.0", "3.0"),
    ]
    assert [len(row.problems) for row in found.rows] == [1, 1]


def test_a_very_long_cell_is_cut(store, tmp_path):
    found = shown(store, units(tmp_path / "a", f"U1,{'长' * 3000},340100,市级,"), "units")
    assert found.rows[0].cells[1] == "长" * 499 + "…"


def test_a_formula_in_a_file_is_shown_as_text(store, tmp_path):
    line = "Z1,记1,U1,2021-03-01,=cmd|' /C calc'!A0,10.00,card,,,\n"
    found = shown(store, folder(tmp_path / "a", units=UNITS, payments=PAYMENTS_HEAD + line), "payments")
    assert found.rows[0].cells[4] == "=cmd|' /C calc'!A0"
