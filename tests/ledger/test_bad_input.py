"""What a user's mistakes get: the place, the value, the reason, what to do; all of them at once; nothing half stored."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from lianheng.ledger.folder import LedgerRefused, open_ledger
from lianheng.tabular.problems import Problem
from lianheng.text import UserError

UNITS = "unit_id,name,division_code,level\nU1,示例局,340100,市级\n"
HEAD = "reception_id,unit_id,held_on,guest_unit,guest_city,guests,hosts,meals,meal_amount,lodging_amount,total,list_attached,method\n"


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(LedgerRefused) as refused:
        open_ledger(folder, in_memory=True)
    return refused.value.problems


def reception(**changes: str) -> str:
    cells = {
        "reception_id": "R1", "unit_id": "U1", "held_on": "2021-03-01", "guest_unit": "甲单位", "guest_city": "芜湖",
        "guests": "5", "hosts": "2", "meals": "1", "meal_amount": "300", "lodging_amount": "0", "total": "300",
        "list_attached": "是", "method": "公务卡",
    }  # fmt: skip
    return HEAD + ",".join((cells | changes)[name] for name in HEAD.strip().split(",")) + "\n"


def only_problem(write_ledger, **changes: str) -> Problem:
    (problem,) = problems_of(write_ledger(units=UNITS, receptions=reception(**changes)))
    return problem


def test_a_good_row_is_accepted_whatever_its_lossless_spelling(write_ledger):
    folder = write_ledger(
        units=UNITS,
        receptions=reception(
            guests="１２", held_on="2021年3月1日", meal_amount='"1,234.50"', total="￥300元"
        ),
    )
    ledger = open_ledger(folder, in_memory=True)
    row = ledger.database.one(
        "SELECT guests, CAST(held_on AS VARCHAR), CAST(meal_amount AS VARCHAR), method FROM receptions"
    )
    assert row == (12, "2021-03-01", "1234.50", "card")


def test_gb18030_is_found_out_by_itself(write_ledger):
    ledger = open_ledger(
        write_ledger(encoding="gb18030", units=UNITS, receptions=reception()), in_memory=True
    )
    assert ledger.database.one("SELECT guest_unit FROM receptions") == ("甲单位",)


def test_chinese_headers_with_units_in_brackets_are_understood(write_ledger):
    text = reception().replace("meal_amount", "餐费（元）").replace("held_on", "接待日期")
    assert open_ledger(write_ledger(units=UNITS, receptions=text), in_memory=True).rows["receptions"] == 1


@pytest.mark.parametrize(
    ("changes", "column", "reason", "advice"),
    [
        ({"meal_amount": "12.5万元"}, "meal_amount", "以万元为单位", "125000.00"),
        ({"meal_amount": "12.345"}, "meal_amount", "多于两位小数", "分"),
        ({"meal_amount": '"1,23,4"'}, "meal_amount", "不是金额", "1234.50"),
        ({"guests": "-3"}, "guests", "小于下限0", "核对"),
        ({"guests": "3.5"}, "guests", "不是整数", "整数"),
        ({"guests": ""}, "guests", "必填项为空", "填写"),
        ({"held_on": "44256"}, "held_on", "Excel 的日期序号", "2021-03-01"),
        ({"held_on": "21-03-01"}, "held_on", "年份只有两位", "2021-03-01"),
        ({"held_on": "2021-02-30"}, "held_on", "不是有效的日期", "2021-03-01"),
        ({"held_on": "0021-03-01"}, "held_on", "日期超出合理年代", "核对"),
        ({"list_attached": "也许"}, "list_attached", "不是“是”或“否”", "是"),
        ({"method": "公务咖"}, "method", "不在可选值之内", "公务卡"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_its_reason_and_the_way_out(write_ledger, changes, column, reason, advice):
    problem = only_problem(write_ledger, **changes)
    assert (problem.file, problem.row) == ("receptions.csv", 2)
    assert column in (problem.column or "")
    assert reason in problem.reason.zh
    assert advice in problem.advice.zh


def test_a_duplicate_key_names_both_rows(write_ledger):
    twice = reception() + reception().split("\n", 1)[1]
    (problem,) = problems_of(write_ledger(units=UNITS, receptions=twice))
    assert (problem.row, problem.value) == (3, "R1")
    assert "第2行" in problem.reason.zh


def test_a_dangling_reference_is_refused(write_ledger):
    problem = only_problem(write_ledger, unit_id="U9")
    assert problem.value == "U9"
    assert "没有这个编号" in problem.reason.zh


def test_a_ragged_row_is_refused_with_its_line(write_ledger):
    (problem,) = problems_of(write_ledger(units=UNITS, receptions=reception() + "R2,U1\n"))
    assert problem.row == 3
    assert "13列" in problem.reason.zh


def test_all_mistakes_are_told_at_once(write_ledger):
    found = problems_of(write_ledger(units=UNITS, receptions=reception(guests="x", held_on="y", method="z")))
    assert len(found) == 3


def test_an_unknown_column_is_noticed_with_the_nearest_known_one(write_ledger):
    text = reception().replace("method", "method,alcohool", 1).replace("公务卡", "公务卡,是")
    (notice,) = open_ledger(write_ledger(units=UNITS, receptions=text), in_memory=True).notices
    assert not notice.refusal
    assert notice.column == "alcohool"
    assert "alcohol" in notice.advice.en


def test_a_missing_required_column_is_refused(write_ledger):
    (problem,) = problems_of(write_ledger(units="unit_id,name,level\nU1,示例局,市级\n"))
    assert "division_code" in (problem.column or "")


def test_a_column_in_ten_thousands_is_refused(write_ledger):
    (problem,) = problems_of(
        write_ledger(units=UNITS, receptions=reception().replace("meal_amount", "餐费（万元）"))
    )
    assert "万元" in problem.reason.zh


def test_a_repeated_column_name_is_refused(write_ledger):
    (problem,) = problems_of(write_ledger(units=UNITS.replace("level", "name")))
    assert "重复" in problem.reason.zh


def test_an_unknown_table_is_refused_when_it_looks_like_a_slip(write_ledger):
    (problem,) = problems_of(write_ledger(units=UNITS, recptions=reception()))
    assert "receptions" in problem.advice.en


def test_a_file_of_another_kind_is_left_alone_but_named(write_ledger):
    (notice,) = open_ledger(write_ledger(units=UNITS, qqqzzz="a,b\n1,2\n"), in_memory=True).notices
    assert notice.value == "qqqzzz"


def test_an_empty_file_is_refused(write_ledger):
    (problem,) = problems_of(write_ledger(units=""))
    assert "空" in problem.reason.zh


def test_a_table_with_only_a_header_has_no_rows_and_is_fine(write_ledger):
    assert open_ledger(write_ledger(units=UNITS, receptions=HEAD), in_memory=True).rows["receptions"] == 0


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path):
    (tmp_path / "units.csv").write_bytes(b"PK\x03\x04 a workbook by another name")
    (tmp_path / "people.xlsx").write_bytes(b"unit_id,name\n")
    (tmp_path / "talks.parquet").write_bytes(b"not parquet at all")
    reasons = {problem.file: problem.reason.zh for problem in problems_of(tmp_path)}
    assert reasons.keys() == {"units.csv", "people.xlsx", "talks.parquet"}
    assert all("看起来是" in reason for reason in reasons.values())


def test_bytes_in_no_known_encoding_are_refused(tmp_path):
    (tmp_path / "units.csv").write_bytes(b"unit_id,name\nU1,\xff\xff\xff\xfe\n")
    (problem,) = problems_of(tmp_path)
    assert "GB18030" in problem.reason.zh


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "units.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 1024 * 1024))
    (problem,) = problems_of(tmp_path)
    assert "解压后" in problem.reason.zh


def test_a_damaged_workbook_and_a_damaged_parquet_are_refused(tmp_path):
    (tmp_path / "units.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    (tmp_path / "people.parquet").write_bytes(b"PAR1" + b"\x00" * 200)
    assert {problem.file for problem in problems_of(tmp_path)} == {"units.xlsx", "people.parquet"}


def workbook(file: Path, fill) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("单位")
        sheet.write_row(0, 0, ["单位编码", "单位名称", "行政区划代码", "预算级次"])
        fill(book, sheet)


def test_merged_cells_are_refused_with_their_row(tmp_path):
    def fill(book, sheet):
        sheet.write_row(1, 0, ["U1", "示例局", "340100", "市级"])
        sheet.merge_range(2, 0, 3, 0, "U2", book.add_format())

    workbook(tmp_path / "台账.xlsx", fill)
    merged = [problem for problem in problems_of(tmp_path) if "合并" in problem.reason.zh]
    assert [(problem.sheet, problem.row) for problem in merged] == [("单位", 3)]


def test_a_workbook_names_sheet_and_row(tmp_path):
    workbook(
        tmp_path / "台账.xlsx", lambda book, sheet: sheet.write_row(1, 0, ["U1", "示例局", "340100", "村级"])
    )
    (problem,) = problems_of(tmp_path)
    assert (problem.file, problem.sheet, problem.row) == ("台账.xlsx", "单位", 2)


def test_a_long_number_that_excel_has_cut_is_refused(tmp_path):
    workbook(
        tmp_path / "台账.xlsx",
        lambda book, sheet: sheet.write_row(1, 0, [12345678901234567890, "局", "340100", "市级"]),
    )
    (problem,) = problems_of(tmp_path)
    assert "科学计数法" in problem.reason.zh


def test_two_files_for_one_table_are_refused(tmp_path, write_ledger):
    folder = write_ledger(units=UNITS)
    workbook(folder / "台账.xlsx", lambda book, sheet: sheet.write_row(1, 0, ["U1", "局", "340100", "市级"]))
    (problem,) = problems_of(folder)
    assert "已由" in problem.reason.zh


def test_parquet_floats_must_be_exact_to_the_fen(tmp_path, write_ledger):
    folder = write_ledger(units=UNITS)
    row = {"year": [2021], "unit_id": ["U1"], "item": ["reception"], "budget": [10.25], "actual": [10.257]}
    pq.write_table(pa.table(row), folder / "three_public_years.parquet")
    (problem,) = problems_of(folder)
    assert "actual" in (problem.column or "")


def test_wrong_check_digits_are_told_and_not_refused(write_ledger):
    text = "unit_id,name,uscc,division_code,level\nU1,示例局,91110108690017781C,340100,市级\n"
    (notice,) = open_ledger(write_ledger(units=text), in_memory=True).notices
    assert not notice.refusal
    assert "校验位" in notice.reason.zh


def test_of_many_repeated_keys_a_hundred_are_listed_and_the_rest_counted(write_ledger):
    rows = "".join(f"U{number % 150},局,340100,市级\n" for number in range(450))
    found = problems_of(write_ledger(units="unit_id,name,division_code,level\n" + rows))
    assert len(found) == 100
    assert (found[0].row, found[0].value, found[0].more) == (152, "U0", 1)
    assert sum(1 + problem.more for problem in found) == 300


def test_a_very_long_list_of_mistakes_is_cut_and_counted(write_ledger):
    rows = "".join(f"U{number},局,340100,村级\n" for number in range(1000))
    found = problems_of(write_ledger(units="unit_id,name,division_code,level\n" + rows))
    assert len(found) == 100
    assert found[-1].more == 900


def test_a_folder_without_ledger_files_says_how_to_begin(tmp_path):
    with pytest.raises(UserError) as refused:
        open_ledger(tmp_path)
    assert "template" in refused.value.text.en
    with pytest.raises(UserError):
        open_ledger(tmp_path / "nowhere")
