"""An upload in a foreign format becomes a folder that is checked and recorded like any other."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import check_import
from lianheng.ledger.importing import record_import
from lianheng.ledger.store import Store
from lianheng.sources import SOURCES, SourceError
from lianheng.sources.conversion import Conversion
from lianheng.sources.formats import FORMATS, conversion_problems, convert_upload

HEADER = "凭证,单位,单位名,日期,收款方,金额,方式\n"
MAPPING = """
columns: {{凭证: voucher_no, 单位: unit_id, 单位名: unit_name, 日期: paid_on, 收款方: [payee, supplier], 金额: amount, 方式: method}}
id_prefix: "{month}"
"""
AT = datetime.datetime(2024, 4, 1, 9, tzinfo=datetime.UTC)


def upload(folder: Path, month: str, *lines: str) -> Path:
    """A month's export, uploaded with the mapping beside it."""
    folder.mkdir()
    (folder / "pay.yaml").write_text(MAPPING.format(month=month), encoding="utf-8")
    file = folder / "pay.csv"
    file.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    return file


def taken(store: Store, file: Path) -> tuple[Conversion, dict[str, int], dict[str, str]]:
    chosen, out = FORMATS["payments-csv"], file.parent / "converted"
    conversion = convert_upload(chosen, file, out)
    with check_import(store, out, origins=[file], passing=chosen.passing) as checked:
        manifest = record_import(store, checked, "经办", AT)
    return conversion, dict(manifest.rows), dict(manifest.sources)


def test_every_source_is_offered_and_every_offer_is_a_source() -> None:
    assert set(FORMATS) == set(SOURCES)
    for item in FORMATS.values():
        assert item.title.zh
        assert item.title.en
        assert set(item.tables) | set(item.passing) <= set(ledger_tables())


def test_month_after_month_can_be_taken_though_each_names_the_same_units_and_suppliers(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "store")
    first = upload(tmp_path / "1", "202401", "P1,01,财政局,2024-01-05,云岭商店,10,直接支付")
    second = upload(
        tmp_path / "2",
        "202402",
        "P1,01,财政局,2024-02-05,云岭商店,10,直接支付",
        "P2,02,分局,2024-02-06,云岭商店,5,直接支付",
    )
    assert taken(store, first)[1] == {"payments": 1, "units": 1, "suppliers": 1}
    assert taken(store, second)[1] == {"payments": 2, "units": 1}


def test_the_batch_names_the_file_that_was_uploaded(tmp_path: Path) -> None:
    file = upload(tmp_path / "1", "202401", "P1,01,财政局,2024-01-05,云岭商店,10,直接支付")
    assert list(taken(Store(tmp_path / "store"), file)[2]) == ["pay.csv"]


def test_what_could_not_be_converted_is_told_beside_the_rest(tmp_path: Path) -> None:
    file = upload(
        tmp_path / "1",
        "202401",
        "P1,01,财政局,2024-01-05,云岭商店,10,直接支付",
        "P2,01,财政局,某日,云岭商店,5,直接支付",
    )
    conversion, rows, _ = taken(Store(tmp_path / "store"), file)
    (notice,) = conversion_problems(conversion)
    assert (rows["payments"], notice.file, notice.refusal) == (1, "pay.csv", False)
    assert "第3行" in notice.reason.zh
    assert "某日" in str(notice.value)


@pytest.mark.parametrize(
    ("chosen", "name"), [("einvoice", "发票.csv"), ("ocds", "a.ofd"), ("xes", "log.csv")]
)
def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path, chosen: str, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(SourceError):
        convert_upload(FORMATS[chosen], tmp_path / name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_lies_about_its_kind_is_refused_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "发票.ofd").write_bytes(b"MZ\x00 a program")
    with pytest.raises(SourceError):
        convert_upload(FORMATS["einvoice"], tmp_path / "发票.ofd", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_is_taken_only_where_the_format_allows_it(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SourceError):
        convert_upload(FORMATS["payments-csv"], tmp_path / "folder", tmp_path / "out")
