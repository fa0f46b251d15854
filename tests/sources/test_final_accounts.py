"""Final accounts: the three-public table and the text must agree, and an empty table must say so."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .conftest import Convert, PdfPage, Refused

MakePdf = Callable[..., bytes]

HEADING = [
    [
        "合计",
        None,
        "因公出国（境）费",
        None,
        "小计",
        None,
        "公务用车购置费",
        None,
        "公务用车运行费",
        None,
        "公务接待费",
        None,
    ],
    ["预算数", "决算数"] * 6,
]
VALUES = ["2.85", "0.39", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "2.85", "0.39"]
TEXT = [
    "七、财政拨款“三公”经费支出决算情况说明",
    "“三公”经费财政拨款支出年初预算为 2.85 万元，支出决算为 0.39 万元，",
    "其中：因公出国（境）费决算为 0.00 万元；公务接待费支出决算为 0.39 万元。",
    "全年安排因公出国（境）团组 1 个、累计 3 人次。公务用车保有量为 4 辆。",
    "列明公务接待 2 批次、26 人次。",
    "八、政府性基金预算财政拨款收入支出决算情况说明",
]


def accounts(
    make_pdf: MakePdf,
    values: list[str] | None = VALUES,
    text: list[str] = TEXT,
    name: str = "青山市云岭区财政局",
    note: str = "",
    unit: str = "单位：万元",
) -> bytes:
    cover = [f"{name} 2024 年度部门决算"]
    table = [*HEADING, values if values is not None else [""] * 12]
    pages = [
        PdfPage(cover),
        PdfPage(["目录", f"第一部分 {name}概况"]),
        PdfPage(["财政拨款“三公”经费支出决算表", unit, note], table),
        PdfPage(text),
    ]
    return make_pdf(pages)


def items(done: Any) -> dict[str, dict[str, Any]]:
    return {row["item"]: row for row in done.rows("three_public_years")}


def test_the_four_items_are_read_in_yuan(convert: Convert, make_pdf: MakePdf) -> None:
    done = convert("final-accounts", "a.pdf", accounts(make_pdf))
    found = items(done)
    assert set(found) == {"overseas", "vehicle_purchase", "vehicle_running", "reception"}
    reception = found["reception"]
    assert (reception["year"], reception["unit_id"]) == (2024, "青山市云岭区财政局")
    assert (reception["budget"], reception["actual"]) == (Decimal("28500.00"), Decimal("3900.00"))
    assert (reception["groups"], reception["people"]) == (2, 26)
    assert (found["overseas"]["groups"], found["overseas"]["people"]) == (1, 3)
    assert found["vehicle_running"]["vehicles"] == 4
    assert done.reasons == []
    assert done.row("units", unit_id="青山市云岭区财政局")["level"] == "county"
    assert "three-public table on page 3, text from page 4" in done.notes
    assert done.opens_as_ledger()


def test_a_table_in_yuan_is_not_multiplied(convert: Convert, make_pdf: MakePdf) -> None:
    values = ["28500", "3900", "0", "0", "0", "0", "0", "0", "0", "0", "28500", "3900"]
    done = convert("final-accounts", "a.pdf", accounts(make_pdf, values, unit="单位：元"))
    assert items(done)["reception"]["actual"] == Decimal("3900.00")


def test_where_table_and_text_disagree_the_item_is_refused_and_the_others_stay(
    convert: Convert, make_pdf: MakePdf
) -> None:
    values = [*VALUES[:-1], "0.49"]
    done = convert("final-accounts", "a.pdf", accounts(make_pdf, values))
    assert set(items(done)) == {"overseas", "vehicle_purchase", "vehicle_running"}
    (refusal,) = done.conversion.refused
    assert refusal.reason.en == "reception: 0.49 in the table (page 3), 0.39 in the text, in 万元"
    assert refusal.place.en == "page 4"
    assert "the actual items add up to 0.49, not to 0.39 (万元)" in done.notes


def test_a_difference_of_a_hundredth_is_rounding(convert: Convert, make_pdf: MakePdf) -> None:
    done = convert("final-accounts", "a.pdf", accounts(make_pdf, [*VALUES[:-1], "0.40"]))
    assert items(done)["reception"]["actual"] == Decimal("4000.00")


def test_a_blank_cell_beside_figures_is_nought(convert: Convert, make_pdf: MakePdf) -> None:
    values = ["0.95", "", "", "", "", "", "", "", "", "", "0.95", ""]
    text = ["七、财政拨款“三公”经费支出决算情况说明", "青山市云岭区财政局2024年度无“三公”经费财政拨款支出。"]
    found = items(convert("final-accounts", "a.pdf", accounts(make_pdf, values, text)))
    assert (found["reception"]["budget"], found["reception"]["actual"]) == (
        Decimal("9500.00"),
        Decimal("0.00"),
    )


def test_an_empty_table_that_says_so_is_four_noughts(convert: Convert, make_pdf: MakePdf) -> None:
    note = "说明：本年度没有财政拨款“三公”经费支出，故本表无数据。"
    done = convert("final-accounts", "a.pdf", accounts(make_pdf, None, TEXT[:1], note=note))
    assert [row["actual"] for row in done.rows("three_public_years")] == [Decimal("0.00")] * 4
    assert "the table is declared empty" in done.notes


def test_spending_in_the_text_contradicts_an_empty_table(convert: Convert, make_pdf: MakePdf) -> None:
    done = convert("final-accounts", "a.pdf", accounts(make_pdf, None, note="本表无数据"))
    assert "reception" not in items(done)
    assert "reception: 0 in the table (page 3), 0.39 in the text, in 万元" in done.reasons


def test_a_folder_of_accounts_goes_on_past_a_bad_one(
    convert: Convert, make_pdf: MakePdf, tmp_path: Path
) -> None:
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(accounts(make_pdf))
    (folder / "b.pdf").write_bytes(accounts(make_pdf))
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "d.pdf").write_bytes(accounts(make_pdf, name="上海市XX局"))
    done = convert("final-accounts", folder)
    assert done.conversion.tables["three_public_years"] == 4
    assert done.reasons.count("this item of that department and year is there already") == 4
    assert "the PDF is damaged or encrypted" in done.reasons
    assert "this is the blank template; it holds no figures" in done.reasons


def test_accounts_that_cannot_be_read_are_refused_in_words(refused: Refused, make_pdf: MakePdf) -> None:
    good = accounts(make_pdf)
    empty = accounts(make_pdf, None, TEXT[:1])
    for content, words in (
        (b"", "the file is empty"),
        (good[: len(good) // 3], "damaged or encrypted"),
        (b"%PDF-1.4\n%%EOF", "damaged or encrypted"),
        (b"PK\x03\x04", "a ZIP archive"),
        (make_pdf([PdfPage()]), "it may be a scan"),
        (make_pdf([PdfPage(["第一部分 青山市财政局概况", "2024 年度部门决算"])]), "table cannot be found"),
        (make_pdf([PdfPage(["一份通知"])]), "the department's name or the year cannot be found"),
        (accounts(make_pdf, name="上海市XX局"), "blank template"),
        (empty, "the three-public table is empty and nothing says why"),
        (accounts(make_pdf, unit=""), "the table's heading or money unit is not recognised"),
        (accounts(make_pdf, ["若干", *VALUES[1:]]), "it is not an amount"),
    ):
        assert words in refused("final-accounts", "a.pdf", content).text.en


def test_a_pdf_that_would_burst_is_refused_unread(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    from lianheng.sources import pdf_guard

    monkeypatch.setattr(pdf_guard, "LARGEST_PART", 5_000_000)
    packed = zlib.compress(b"\0" * 20_000_000)
    content = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    assert "MiB" in refused("final-accounts", "a.pdf", content).text.en


def test_an_empty_folder_is_refused(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    assert "there is no PDF in the folder" in refused("final-accounts", tmp_path / "accounts").text.en
