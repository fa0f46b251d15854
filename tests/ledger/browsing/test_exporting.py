"""An exported file holds every row, is harmless in a spreadsheet, and can be imported again."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.ledger.browsing.exporting import RISKY, export_csv, export_xlsx
from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.query import Query, Sort
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import check_import
from lianheng.ledger.store import Store
from lianheng.tabular.schema import Field
from lianheng.text import UserError

from ..small import arrow, bureau
from .worlds import ALL, arrow_tables, values_of

EVERYTHING = Reader(ALL, None, sensitive=frozenset({"people.id_no", "people.phone", "people.bank_account"}))
NOWHERE = Store(Path("/nowhere"))


@pytest.fixture
def snapshot(tmp_path):
    store = Store(tmp_path / "store")
    bureau(store, tmp_path / "a")
    return Snapshot(store, store.known(), {})


def payment(**changes: object) -> Snapshot:
    row = {
        "payment_id": "Y1", "voucher_no": "记1", "unit_id": "U1", "paid_on": datetime.date(2021, 1, 5),
        "entered_at": datetime.datetime(2021, 1, 5, 1, 2, 3, tzinfo=datetime.UTC), "payee": "云杉实业",
        "amount": Decimal("-20.00"), "method": "card",
    }  # fmt: skip
    return Snapshot(NOWHERE, [], {"payments": arrow("payments", row | changes)})


def read(file: Path) -> list[dict[str, str]]:
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_all_rows_of_the_query_are_written_in_its_order(snapshot, tmp_path):
    query = Query(
        "payments",
        columns=("payment_id", "amount", "method"),
        filters=(Filter("unit_id", Operator.EQUALS, ("U1",)),),
        sort=(Sort("amount", True),),
        size=1,
    )
    assert export_csv(snapshot, EVERYTHING, query, tmp_path / "x.csv") == 2
    assert read(tmp_path / "x.csv") == [
        {"支付编号": "Y2", "金额": "250.50", "支付方式": "公务卡"},
        {"支付编号": "Y1", "金额": "100.00", "支付方式": "转账"},
    ]
    export_csv(snapshot, EVERYTHING, query, tmp_path / "x.csv", "en")
    assert read(tmp_path / "x.csv")[0] == {"payment_id": "Y2", "amount": "250.50", "method": "card"}


@pytest.mark.parametrize("first", RISKY)
def test_text_that_begins_like_a_formula_stays_text_in_csv(tmp_path, first):
    export_csv(payment(payee=f"{first}HYPERLINK(1)"), EVERYTHING, Query("payments"), tmp_path / "x.csv")
    (row,) = read(tmp_path / "x.csv")
    assert row["收款人"] == f"'{first}HYPERLINK(1)"
    assert row["金额"] == "-20.00"


@pytest.mark.parametrize("first", "=+-@＝")
def test_text_that_begins_like_a_formula_stays_text_in_xlsx(tmp_path, first):
    export_xlsx(payment(payee=f"{first}1+1"), EVERYTHING, Query("payments"), tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    head = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, head.index("收款人") + 1)
    assert (cell.data_type, cell.value) == ("s", f"{first}1+1")


def test_a_workbook_keeps_numbers_days_and_instants_as_what_they_are(tmp_path):
    export_xlsx(payment(), EVERYTHING, Query("payments"), tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (row["金额"], row["支付方式"], row["预算指标"]) == (-20, "公务卡", None)
    assert row["支付日期"].isoformat() == "2021-01-05T00:00:00"
    assert row["录入时间"].isoformat() == "2021-01-05T09:02:03"  # Beijing's


def test_an_amount_beyond_a_workbooks_digits_is_written_exactly_as_text(tmp_path):
    export_xlsx(
        payment(amount=Decimal("1234567890123456.78")), EVERYTHING, Query("payments"), tmp_path / "x.xlsx"
    )
    values = [cell.value for cell in openpyxl.load_workbook(tmp_path / "x.xlsx").active[2]]
    assert "1234567890123456.78" in values


def test_more_rows_than_a_sheet_holds_go_to_further_sheets(snapshot, tmp_path):
    assert export_xlsx(snapshot, EVERYTHING, Query("payments"), tmp_path / "x.xlsx", sheet_rows=2) == 3
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert [sheet.title for sheet in book] == ["支付", "支付2"]
    assert [[row[0].value for row in sheet] for sheet in book] == [
        ["支付编号", "Y1", "Y2"],
        ["支付编号", "Y3"],
    ]


def test_a_text_too_long_for_a_workbook_is_refused_and_no_file_is_left(tmp_path):
    with pytest.raises(UserError, match="CSV"):
        export_xlsx(payment(purpose="长" * 32_768), EVERYTHING, Query("payments"), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_the_file_that_was_there(snapshot, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"yesterday's")

    def fail(what, done=0, total=None):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        export_xlsx(snapshot, EVERYTHING, Query("payments"), tmp_path / "x.xlsx", progress=fail)
    assert [file.read_bytes() for file in tmp_path.glob("*x.xlsx*")] == [b"yesterday's"]


def test_an_empty_table_is_exported_as_its_header(snapshot, tmp_path):
    assert export_csv(snapshot, EVERYTHING, Query("claims"), tmp_path / "x.csv") == 0
    assert read(tmp_path / "x.csv") == []
    assert (tmp_path / "x.csv").read_text("utf-8-sig").startswith("报销单编号")


IMPORTABLE = ("payments", "activities", "suppliers")
"""Tables with every type of column whose rows can be right on their own: what they refer to is not there at all."""


def right_rows(name: str) -> st.SearchStrategy[list[dict[str, object]]]:
    """Rows that an import accepts: required cells filled, nothing that an apostrophe would be put before."""
    table = ledger_tables()[name]

    def harmless(value: object) -> bool:
        return not (isinstance(value, str) and value.startswith(tuple(RISKY)))

    def cell(field: Field) -> st.SearchStrategy[object]:
        if field.name == "reverses_id":  # of the table itself
            return st.none()
        value = values_of(field).filter(harmless)
        if field.minimum is not None:
            value = value.filter(lambda number: number >= Decimal(field.minimum or 0))
        return value if field.required else st.none() | value

    cells = st.fixed_dictionaries({field.name: cell(field) for field in table.fields})
    return st.lists(cells, min_size=1, max_size=6, unique_by=lambda row: row[table.key[0]])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(IMPORTABLE), st.sampled_from(["zh", "en"]))
def test_what_is_exported_can_be_imported_again_without_loss(tmp_path_factory, data, name, language):
    rows = data.draw(right_rows(name))
    table, folder = ledger_tables()[name], tmp_path_factory.mktemp("export")
    snapshot = Snapshot(NOWHERE, [], arrow_tables({name: rows}))
    export_csv(snapshot, EVERYTHING, Query(name), folder / f"{name}.csv", language)
    with check_import(NOWHERE, folder, in_memory=True) as checked:
        assert [problem for problem in checked.problems if problem.refusal] == []
        names = [field.name for field in table.fields]
        read_back = checked.database.rows(f"SELECT {', '.join(names)} FROM {name} ORDER BY {table.key[0]}")
    given = sorted(rows, key=lambda row: str(row[table.key[0]]))
    assert [dict(zip(names, row, strict=True)) for row in read_back] == given
