"""The ledger through its pages: from a workbook with mistakes to a row and what refers to it."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client

from lianheng.ledger.catalogue import ledger_tables
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger.models import Import

from .conftest import PAYMENTS, csv, payment

pytestmark = pytest.mark.django_db
CONTRACTS = "contract_id,unit_id,supplier_id,supplier,amount,signed_on\n"


def workbook(**tables: list[list[object]]) -> bytes:
    """A workbook with a sheet for each table, whose first row is its header."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(ledger_tables()[name].title.zh)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def give(client: Client, name: str, content: bytes, **more: str) -> Client:
    file = io.BytesIO(content)
    file.name = name
    answer = client.post("/ledger/imports/new/", {"upload": file, "layout": "ledger", **more})
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    return client.get(answer["Location"])


HEADER = ["支付编号", "凭证号", "单位", "支付日期", "收款人", "金额（元）", "支付方式", "摘要"]


def rows_of(amount: object) -> list[list[object]]:
    return [
        HEADER,
        ["F1", "记1", "U01", "2024-03-05", "江城印务有限公司", "1200.50", "转账", "印刷培训材料"],
        ["F2", "记2", "U01", "2024-03-06", "江城印务有限公司", amount, "转账", "印刷宣传册"],
    ]


def test_a_workbook_is_mended_accepted_and_browsed(client_of, store):
    client = client_of("accountant")
    refused = give(client, "三月.xlsx", workbook(payments=rows_of("一千")))
    page = refused.content.decode()
    assert "有错误" in page
    assert "采纳</button>" not in page
    assert re.search(r'<th scope="row">3</th>.*?class="wrong">一千<', page, re.S)
    assert "一千" in page
    assert "金额" in page
    ready = give(client, "三月.xlsx", workbook(payments=rows_of("980")))
    record = Import.objects.latest("pk")
    assert "采纳</button>" in ready.content.decode()
    client.post(f"/ledger/imports/{record.pk}/accept/", {"version": record.version})
    work_off()
    assert "已采纳" in client.get(f"/ledger/imports/{record.pk}/").content.decode()
    listed = client.get("/ledger/tables/payments/?q=宣传册").content.decode()
    assert "F2" in listed
    assert not re.search(r"\bF1\b", listed)  # not as a part of some token
    row = client.get("/ledger/tables/payments/row/?key=F2").content.decode()
    assert "980.00" in row
    assert "财政金融保障局（U01）" in row
    assert record.received[0]["sha256"] in row
    assert "三月.xlsx" in row
    assert "沈知秋" in row


def test_a_row_shows_what_refers_to_it_and_leads_there(client_of, take):
    take("procurement", csv("contracts.csv", CONTRACTS + "C1,U01,S1,江城印务有限公司,9000,2024-01-09\n"))
    header = PAYMENTS.strip() + ",contract_id\n"
    lines = "".join(payment(str(n)).strip() + ",C1\n" for n in range(1, 9))
    take("accountant", csv("payments.csv", header + lines))
    page = client_of("accountant").get("/ledger/tables/contracts/row/?key=C1").content.decode()
    assert "合同 · 8" in page
    link = re.search(r'href="(/ledger/tables/payments/\?is\.contract_id=C1)"', page)
    assert link
    assert "共 8 条" in client_of("accountant").get(link[1]).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("is.method=transfer", "123"),
        ("is.method=cash", ""),
        ("from.amount=20&to.amount=30", "23"),
        ("to.amount=15", "1"),
        ("has.payee=城南", "3"),
        ("is.payee=城南书店", "3"),
        ("empty.invoice_no=yes", "123"),
        ("empty.invoice_no=no", ""),
        ("from.paid_on=2024-03-06", ""),
        ("q=书店 教材", "3"),
        ("sort=-amount", "321"),
        ("is.payment_id=1&is.payment_id=3", "13"),
    ],
)
def test_a_table_is_filtered_searched_and_sorted(client_of, take, asked, found):
    text = payment("1", amount="10") + payment("2", amount="20")
    text += payment("3", amount="30", payee="城南书店", purpose="教材")
    take("accountant", csv("payments.csv", PAYMENTS + text))
    page = client_of("accountant").get(f"/ledger/tables/payments/?{asked}").content.decode()
    assert "".join(re.findall(r'key=(\d)">\1</a></th>', page)) == found


def test_a_filter_that_makes_no_sense_is_told_and_kept(client_of, take):
    take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    answer = client_of("accountant").get("/ledger/tables/payments/?from.amount=很多")
    assert answer.status_code == 400
    assert "“很多”不是" in answer.content.decode()
    assert 'value="很多"' in answer.content.decode()


def test_columns_are_chosen_and_the_key_stays(client_of, take):
    take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    page = client_of("accountant").get("/ledger/tables/payments/?column=payee").content.decode()
    heads = re.findall(r'<th scope="col"[^>]*><a [^>]*>([^<]+)</a>', page)
    assert heads == ["支付编号", "收款人"]


def test_the_ledger_is_shown_as_it_was_known_on_a_day(client_of, take):
    take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    client = client_of("accountant")
    assert "共 1 条" in client.get("/ledger/tables/payments/").content.decode()
    assert "共 0 条" in client.get("/ledger/tables/payments/?as_at=2024-01-01").content.decode()
    assert client.get("/ledger/tables/payments/row/?key=1&as_at=2024-01-01").status_code == 404
    assert client.get("/ledger/tables/payments/?as_at=gestern").status_code == 400


def test_a_view_is_saved_shared_and_dropped(client_of, take):
    take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    client = client_of("accountant")
    answer = client.post(
        "/ledger/tables/payments/views/", {"name": "大额", "query": "from.amount=50", "shared": "on"}
    )
    assert answer["Location"].endswith("?from.amount=50")
    assert "大额" in client_of("treasury").get("/ledger/tables/payments/").content.decode()
    view = client.get("/ledger/tables/payments/").context["views"][0]
    assert client_of("treasury").post(f"/ledger/views/{view.pk}/drop/").status_code == 404
    assert client.post(f"/ledger/views/{view.pk}/drop/").status_code == 302
    assert "大额" not in client.get("/ledger/tables/payments/").content.decode()


@pytest.mark.parametrize("key", ["payments", "money", "all"])
def test_templates_are_workbooks_that_an_import_reads(client_of, key):
    answer = client_of("accountant").get(f"/ledger/templates/{key}/")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"PK")
    page = give(client_of("accountant"), "模板.xlsx", content).content.decode()
    assert "没有一行可导入的数据" in page


def test_the_mistakes_come_as_a_workbook_with_the_wrong_rows(client_of):
    import openpyxl

    client = client_of("accountant")
    give(client, "三月.xlsx", workbook(payments=rows_of("=1+1")))
    record = Import.objects.latest("pk")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/ledger/imports/{record.pk}/mistakes/").content))
    listed = list(book["问题"].values)
    assert listed[1][2] == "3"
    assert "金额" in listed[1][3]
    (head, row) = list(book["支付"].values)
    assert head[1:9] == tuple(HEADER)
    assert row[0] == 3
    assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)


def test_the_list_of_imports_says_who_when_which_hash_and_how_much(client_of, take):
    record = take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    page = client_of("accountant").get("/ledger/imports/").content.decode()
    for part in ("payments.csv", "支付 1", "沈知秋", record.received[0]["sha256"][:12], record.batch_id):
        assert part in page


def test_a_batch_is_taken_back_on_its_page(client_of, take):
    record = take("accountant", csv("payments.csv", PAYMENTS + payment("1")))
    client = client_of("accountant")
    assert client.post(f"/ledger/imports/{record.pk}/withdraw/", {"reason": ""}).status_code == 400
    assert client.post(f"/ledger/imports/{record.pk}/withdraw/", {"reason": "重复"}).status_code == 302
    page = client.get(f"/ledger/imports/{record.pk}/").content.decode()
    assert "已撤回" in page
    assert "重复" in page
    assert "共 0 条" in client.get("/ledger/tables/payments/").content.decode()


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1+1"]


def test_a_text_that_a_spreadsheet_would_run_is_exported_as_text(client_of, take):
    import openpyxl

    lines = "".join(payment(str(number), payee=f'"{text}"') for number, text in enumerate(FORMULAS))
    take("accountant", csv("payments.csv", PAYMENTS + lines))
    client = client_of("accountant")
    text = b"".join(client.get("/ledger/tables/payments/?column=payee&export=csv").streaming_content).decode(
        "utf-8-sig"
    )
    cells = [line.split(",", 1)[1].strip('"') for line in text.splitlines()[1:]]
    assert len(cells) == len(FORMULAS)
    assert all(cell.startswith("'") for cell in cells)
    book = b"".join(client.get("/ledger/tables/payments/?column=payee&export=xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row} == {"s"}
    listed = client.get("/ledger/imports/?export=csv")
    assert b"payments.csv" in b"".join(listed.streaming_content)
