"""Electronic invoices: data only, one row per invoice, and no invoice that contradicts itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from .conftest import Convert, PdfPage, Refused

OLD = """<?xml version="1.0" encoding="utf-8"?>
<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"><fp:InvoiceCode>{code}</fp:InvoiceCode>
<fp:InvoiceNo>{number}</fp:InvoiceNo><fp:IssueDate>2023年07月03日</fp:IssueDate>
<fp:Buyer><fp:BuyerName>青山市财政局</fp:BuyerName></fp:Buyer>
<fp:Seller><fp:SellerName>云岭餐厅</fp:SellerName><fp:SellerTaxID>91110108690017781B</fp:SellerTaxID></fp:Seller>
<fp:TaxInclusiveTotalAmount>{total}</fp:TaxInclusiveTotalAmount><fp:TaxTotalAmount>6.00</fp:TaxTotalAmount>
<fp:TaxExclusiveTotalAmount>100.00</fp:TaxExclusiveTotalAmount>
<fp:GoodsInfos><fp:GoodsInfo><fp:Amount>40.00</fp:Amount><fp:TaxAmount>2.40</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos>
</eInvoice>"""

DIGITAL = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{number}</EIid><InherentLabel><EInvoiceType><LabelName>电子发票(普通发票)</LabelName>
</EInvoiceType></InherentLabel></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91110108690017781B</SellerIdNum><SellerName>云岭商店</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>11340000000000001X</BuyerIdNum><BuyerName>青山市财政局</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>13.00</TotalTaxAm>
<TotalTax-includedAmount>113.00</TotalTax-includedAmount><RequestTime>2024-05-28 10:00:00</RequestTime>
</BasicInformation></EInvoiceData></EInvoice>"""

TWENTY = "24342000000012345678"


def old(code: str = "034002300111", number: str = "12345678", total: str = "106.00") -> str:
    return OLD.format(code=code, number=number, total=total)


def digital(number: str = TWENTY) -> str:
    return DIGITAL.format(number=number)


def ofd(data: dict[str, str] | None = None, **members: str) -> bytes:
    """An OFD with this document data; further members by name, ``__`` for a slash and ``_dot_`` for a
    point.
    """
    custom = "".join(
        f'<ofd:CustomData Name="{name}">{value}</ofd:CustomData>' for name, value in (data or {}).items()
    )
    root = (
        '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:CustomDatas>{custom}</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", root)
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


DATA = {
    "发票号码": TWENTY,
    "开票日期": "2024年05月28日",
    "合计金额": "4197.17",
    "合计税额": "251.83",
    "销售方纳税人识别号": "91110108690017781B",
}
TAGS = """<ofd:root xmlns:ofd="u"><ofd:Seller>
<ofd:SellerName><ofd:ObjectRef PageRef="1">7</ofd:ObjectRef></ofd:SellerName></ofd:Seller>
<ofd:TaxInclusiveTotalAmount><ofd:ObjectRef PageRef="1">8</ofd:ObjectRef>
<ofd:ObjectRef PageRef="1">9</ofd:ObjectRef></ofd:TaxInclusiveTotalAmount></ofd:root>"""
PAGE = """<ofd:Page xmlns:ofd="u">
<ofd:TextObject ID="7"><ofd:TextCode>云岭商店</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="8"><ofd:TextCode>¥</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="9"><ofd:TextCode>4449.00</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="5"><ofd:TextCode>电子发票（增值税专用发票）</ofd:TextCode></ofd:TextObject></ofd:Page>"""
TAGGED = {"Doc_0__Tags__CustomTag_dot_xml": TAGS, "Doc_0__Pages__Page_0__Content_dot_xml": PAGE}


def test_an_ofd_with_the_attached_original_gives_its_invoice(convert: Convert) -> None:
    content = ofd(
        {"发票号码": "12345678", "发票代码": "034002300111"}, Doc_0__Attachs__original_invoice_dot_xml=old()
    )
    done = convert("einvoice", "a.ofd", content)
    (row,) = done.rows("invoices")
    assert (row["invoice_id"], row["kind"]) == ("034002300111-12345678", "增值税电子普通发票")
    assert (row["seller"], row["seller_uscc"], row["buyer"], row["buyer_uscc"]) == (
        "云岭餐厅",
        "91110108690017781B",
        "青山市财政局",
        None,
    )
    assert (row["amount"], row["tax"], row["total"]) == (
        Decimal("100.00"),
        Decimal("6.00"),
        Decimal("106.00"),
    )
    assert row["issued_on"] == date(2023, 7, 3)
    assert done.opens_as_ledger()


def test_a_fully_digital_ofd_takes_seller_and_total_from_its_tagged_text(convert: Convert) -> None:
    (row,) = convert("einvoice", "a.ofd", ofd(DATA, **TAGGED)).rows("invoices")
    assert (row["invoice_id"], row["kind"], row["seller"]) == (TWENTY, "数电票（专用发票）", "云岭商店")
    assert row["total"] == Decimal("4449.00")


def test_a_total_that_is_not_stated_is_added_up_and_told(convert: Convert) -> None:
    done = convert("einvoice", "a.ofd", ofd({**DATA, "销售方名称": "云岭商店"}))
    assert done.rows("invoices")[0]["total"] == Decimal("4449.00")
    assert "a.ofd: no total is stated; amount plus tax is 4449.00" in done.notes


def test_a_tax_that_is_not_stated_is_the_difference_and_told(convert: Convert) -> None:
    data = {**DATA, "销售方名称": "云岭商店", "价税合计": "4449.00"}
    del data["合计税额"]
    done = convert("einvoice", "a.ofd", ofd(data))
    assert done.rows("invoices")[0]["tax"] == Decimal("251.83")
    assert "no tax is stated" in done.notes


def test_broken_side_files_do_not_cost_the_invoice(convert: Convert) -> None:
    content = ofd(
        {**DATA, "销售方名称": "云岭商店"}, Doc_0__Tags__CustomTag_dot_xml='<:eInvoice xmlns:=""></:eInvoice>'
    )
    assert len(convert("einvoice", "a.ofd", content).rows("invoices")) == 1


def test_the_xml_of_a_fully_digital_invoice_is_read(convert: Convert) -> None:
    (row,) = convert("einvoice", "a.xml", digital()).rows("invoices")
    assert (row["invoice_id"], row["kind"], row["seller"]) == (TWENTY, "数电票（普通发票）", "云岭商店")
    assert (row["issued_on"], row["total"]) == (date(2024, 5, 28), Decimal("113.00"))


def test_a_pdf_with_the_xml_inside_is_read(convert: Convert, make_pdf: Callable[..., bytes]) -> None:
    content = make_pdf([PdfPage(["电子发票"])], {"invoice.xml": digital().encode(), "seal.txt": b"x"})
    assert convert("einvoice", "a.pdf", content).rows("invoices")[0]["invoice_id"] == TWENTY


def test_a_folder_enters_each_invoice_once_whatever_its_form(convert: Convert, tmp_path: Path) -> None:
    folder = tmp_path / "invoices"
    (folder / "more").mkdir(parents=True)
    (folder / "a.xml").write_text(digital())
    (folder / "b.ofd").write_bytes(ofd({**DATA, "销售方名称": "云岭商店"}))
    (folder / "more" / "c.xml").write_text(old())
    (folder / "d.xml").write_text("<a>")
    (folder / "notes.txt").write_text("ignored")
    done = convert("einvoice", folder)
    assert [row["invoice_id"] for row in done.rows("invoices")] == [TWENTY, "034002300111-12345678"]
    assert done.reasons[0] == "it is the same invoice as a.xml"
    assert done.conversion.refused[0].value == TWENTY
    assert "the XML is incomplete or broken" in done.reasons[1]


def test_a_wrong_taxpayer_number_is_kept_and_counted(convert: Convert) -> None:
    done = convert("einvoice", "a.xml", digital())
    assert done.rows("invoices")[0]["buyer_uscc"] == "11340000000000001X"
    assert "1 invoices carry a taxpayer number that is no valid unified code" in done.notes
    assert "seals of the invoices were not verified" in done.notes


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("034002300111", "增值税电子普通发票"),
        ("034002300112", "增值税电子普通发票（通行费）"),
        ("034002300113", "增值税电子专用发票"),
        ("3400223130", "增值税发票"),
    ],
)
def test_the_code_tells_the_kind(convert: Convert, code: str, kind: str) -> None:
    assert convert("einvoice", "a.xml", old(code=code)).rows("invoices")[0]["kind"] == kind


MISMATCH = {"发票号码": "99999999", "发票代码": "034002300111"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xml", b"", "the file is empty"),
        ("a.xml", old(total="107.00"), "amount and tax do not make the total"),
        ("a.xml", old(total="much"), "it is not an amount"),
        ("a.xml", old(number="123"), "an invoice has a number of 20 digits"),
        ("a.xml", old(code=""), "an invoice has a number of 20 digits"),
        ("a.xml", old().replace("2023年07月03日", "2023年02月30日"), "it is not a date"),
        ("a.xml", old().replace("SellerName", "Sellers"), "SellerName is missing"),
        ("a.xml", "<other/>", "InvoiceNo is missing"),
        ("a.xml", digital()[:200], "the XML is incomplete or broken"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "defines entities or a DTD"),
        ("a.xml", "发票 100元", "plain text"),
        (
            "a.ofd",
            ofd(MISMATCH, Doc_0__Attachs__original_invoice_dot_xml=old()),
            "the file states two invoice numbers",
        ),
        ("a.ofd", ofd(DATA)[:100], "damaged or cut short"),
        ("a.ofd", ofd(DATA, bomb_dot_xml="x", Doc_0__Tags__a_dot_xml=" " * 40_000_000), "MiB"),
        ("a.pdf", b"%PDF-1.4 broken", "damaged or encrypted"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "bytes",
)
def test_an_invoice_that_cannot_be_believed_is_refused_in_words(
    refused: Refused, name: str, content: bytes | str, words: str
) -> None:
    assert words in refused("einvoice", name, content).text.en


def test_an_archive_that_is_no_ofd_and_a_pdf_without_data_are_refused(
    refused: Refused, make_pdf: Callable[..., bytes]
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
    assert "there is no OFD.xml inside" in refused("einvoice", "a.ofd", buffer.getvalue()).text.en
    assert (
        "no invoice data embedded" in refused("einvoice", "a.pdf", make_pdf([PdfPage(["电子发票"])])).text.en
    )


def test_an_empty_folder_is_refused(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "invoices").mkdir()
    assert "no electronic invoice in the folder" in refused("einvoice", tmp_path / "invoices").text.en
