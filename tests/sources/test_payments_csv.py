"""Finance exports: a mapping in YAML, exact amounts, each bad row named, the rest converted."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Convert, Refused

HEADER = "凭证,单位,单位名,日期,收款方,金额,方式\n"
MAPPING = """
columns:
  凭证: voucher_no
  单位: unit_id
  单位名: unit_name
  日期: paid_on
  收款方: [payee, supplier]
  金额: amount
  方式: method
values:
  method: {网银: transfer}
unit: {prefix: "QS-", level: county, division_code: "340199"}
id_prefix: "2024"
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "pay.yaml"
    path.write_text(MAPPING)
    return path


@pytest.mark.usefixtures("mapping")
def test_columns_are_mapped_as_the_yaml_beside_the_file_says(convert: Convert) -> None:
    text = (
        HEADER + "P1,01,财政局,2024-03-05,云岭商店,1234.5,网银\nP2,01,财政局,2024/3/6,云岭商店,-20,直接支付\n"
    )
    done = convert("payments-csv", "pay.csv", text)
    first, second = done.rows("payments")
    assert (first["payment_id"], first["voucher_no"], first["unit_id"]) == ("2024-2", "P1", "QS-01")
    assert (first["paid_on"], first["amount"], first["method"]) == (
        date(2024, 3, 5),
        Decimal("1234.50"),
        "transfer",
    )
    assert (second["amount"], second["method"], second["source_row"]) == (Decimal("-20.00"), "direct", 3)
    (unit,) = done.rows("units")
    assert (unit["name"], unit["level"], unit["division_code"]) == ("财政局", "county", "340199")
    assert [row["supplier_id"] for row in done.rows("suppliers")] == ["云岭商店"]
    assert "1 payments are negative" in done.notes
    assert done.opens_as_ledger()


def test_a_file_with_the_ledgers_own_titles_needs_no_mapping(convert: Convert) -> None:
    text = "支付编号,凭证号,单位,支付日期,收款人,金额,支付方式,摘要\nX1,P1,U1,20240305,云岭商店,1.00,transfer,办公\n"
    (row,) = convert("payments-csv", "any.csv", text).rows("payments")
    assert (row["payment_id"], row["purpose"], row["paid_on"]) == ("X1", "办公", date(2024, 3, 5))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.usefixtures("mapping")
def test_common_encodings_are_recognised(convert: Convert, encoding: str) -> None:
    text = HEADER + "P1,01,财政局,2024-03-05,云岭商店,1,网银\n"
    (row,) = convert("payments-csv", "pay.csv", text.encode(encoding)).rows("payments")
    assert row["payee"] == "云岭商店"


def test_encoding_delimiter_and_lines_above_the_header_are_told_in_the_mapping(
    convert: Convert, mapping: Path
) -> None:
    columns = "a: voucher_no, b: unit_id, d: paid_on, e: payee, f: amount, g: method"
    mapping.write_text(f"columns: {{{columns}}}\nencoding: latin-1\ndelimiter: ';'\nskip_lines: 1\n")
    text = "Export of payments\na;b;d;e;f;g\nP1;01;2024-03-05;Caf\xe9;1;card\n"
    (row,) = convert("payments-csv", "pay.csv", text.encode("latin-1")).rows("payments")
    assert (row["payee"], row["source_row"], row["method"]) == ("Café", 3, "card")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("￥12", "12.00"),
        ("(5.5)", "-5.50"),
        ("5.5-", "-5.50"),
        ("1.200", "1.20"),
        ("+7", "7.00"),
    ],
)
@pytest.mark.usefixtures("mapping")
def test_amounts_are_read_as_ledgers_print_them(convert: Convert, written: str, amount: str) -> None:
    text = HEADER + f'P1,01,财政局,2024-03-05,云岭商店,"{written}",网银\n'
    assert convert("payments-csv", "pay.csv", text).rows("payments")[0]["amount"] == Decimal(amount)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(st.decimals(min_value=-(10**15), max_value=10**15, places=2), min_size=1, max_size=30)
)
def test_every_amount_arrives_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal]
) -> None:
    import pyarrow.parquet as pq

    from lianheng.sources import SOURCES

    folder = tmp_path_factory.mktemp("amounts")
    (folder / "pay.yaml").write_text(MAPPING)
    lines = "".join(f"P{n},01,财政局,2024-03-05,云岭商店,{amount},网银\n" for n, amount in enumerate(amounts))
    (folder / "pay.csv").write_text(HEADER + lines)
    SOURCES["payments-csv"](folder / "pay.csv", folder / "out")
    assert pq.read_table(folder / "out" / "payments.parquet")["amount"].to_pylist() == amounts


BAD_ROWS = [
    ("P1,01,财政局,2024-03-05,云岭商店,12.345,网银", "the amount has more than two decimals"),
    ("P1,01,财政局,2024-03-05,云岭商店,12x,网银", "it is not an amount"),
    ("P1,01,财政局,2024-03-05,云岭商店,99999999999999999,网银", "the amount is too large for the ledger"),
    ("P1,01,财政局,2024-02-30,云岭商店,1,网银", "it is not a date"),
    ("P1,01,财政局,,云岭商店,1,网银", "paid_on is empty"),
    ("P1,01,财政局,2024-03-05, ,1,网银", "payee is empty"),
    (",01,财政局,2024-03-05,云岭商店,1,网银", "voucher_no is empty"),
    ("P1,01,财政局,2024-03-05,云岭商店,1,飞鸽", "it is not a value the ledger knows"),
    ("P1,01,财政局,2024-03-05,云岭商店,1", "7 cells are expected, 6 found"),
    ("P1,01,财政局,2024-03-05,云岭商店,1,网银,多", "7 cells are expected, 8 found"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_ROWS)
@pytest.mark.usefixtures("mapping")
def test_a_bad_row_is_named_by_its_line_and_the_others_are_converted(
    convert: Convert, bad: str, reason: str
) -> None:
    good = "G1,01,财政局,2024-03-05,云岭商店,1,网银\n"
    done = convert("payments-csv", "pay.csv", HEADER + good + bad + "\n" + good.replace("G1", "G2"))
    assert done.reasons == [reason]
    assert done.conversion.refused[0].place.en == "line 3"
    assert [(row["voucher_no"], row["source_row"]) for row in done.rows("payments")] == [("G1", 2), ("G2", 4)]


def test_a_repeated_payment_id_is_refused(convert: Convert, mapping: Path) -> None:
    mapping.write_text(MAPPING.replace("凭证: voucher_no", "凭证: [voucher_no, payment_id]"))
    good = "P1,01,财政局,2024-03-05,云岭商店,1,网银\n"
    done = convert("payments-csv", "pay.csv", HEADER + good + good)
    assert done.reasons == ["the payment id stands twice or is empty"]
    assert len(done.rows("payments")) == 1


@pytest.mark.usefixtures("mapping")
def test_a_quoted_line_break_belongs_to_its_cell(convert: Convert) -> None:
    done = convert("payments-csv", "pay.csv", HEADER + 'P1,01,财政局,2024-03-05,"云岭\n商店",1,网银\n')
    assert done.rows("payments")[0]["payee"] == "云岭\n商店"


def test_a_date_format_told_in_the_mapping_is_obeyed(convert: Convert, mapping: Path) -> None:
    mapping.write_text(MAPPING + 'date_format: "%d/%m/%Y"\n')
    rows = "P1,01,财政局,05/03/2024,云岭商店,1,网银\nP2,01,财政局,2024-03-05,云岭商店,1,网银\n"
    done = convert("payments-csv", "pay.csv", HEADER + rows)
    assert done.rows("payments")[0]["paid_on"] == date(2024, 3, 5)
    assert done.reasons == ["the date is not like %d/%m/%Y"]


def test_constants_fill_what_the_file_lacks_and_are_told(convert: Convert, mapping: Path) -> None:
    mapping.write_text(
        MAPPING.replace("  方式: method\n", "").split("values:")[0] + "constants: {method: cash}\n"
    )
    done = convert("payments-csv", "pay.csv", HEADER + "P1,01,财政局,2024-03-05,云岭商店,1,网银\n")
    assert done.rows("payments")[0]["method"] == "cash"
    assert 'the source has no method; every row says "cash"' in done.notes
    assert "1 units have no level or place" in done.notes


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


CITY = (
    "fy,fm,check_date,document_no,dept,department_title,char_,character_title,sub_obj,sub_obj_title,vendor_name,"
    "doc_ref_no_prefix,doc_ref_no_prefix_definition,contract_number,contract_description,transaction_amount\n"
    "2017,10,2017-04-12,CHEK17000001,42,42 COMMERCE,2,02 SERVICES,231,MEALS 0231,GREEN HILL LTD,PVXX,payment voucher,,,66.82\n"
)


def test_the_citys_export_is_recognised_inside_its_zip(convert: Convert) -> None:
    done = convert("payments-csv", "city.csv.zip", zipped(city__csv=CITY.encode()))
    (row,) = done.rows("payments")
    assert (row["payment_id"], row["unit_id"], row["amount"]) == ("PHL-2017-2", "PHL-42", Decimal("66.82"))
    assert (row["document_type"], row["category"], row["purpose"]) == (
        "payment voucher",
        "02 SERVICES",
        "MEALS 0231",
    )
    assert done.opens_as_ledger()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("pay.csv", b"", "the file is empty"),
        ("pay.csv", HEADER.encode(), "there is nothing to convert"),
        ("pay.csv", (HEADER + "P1,01\n").encode(), "no usable row"),
        ("pay.csv", (HEADER + "P1,01,财政局").encode()[:-1], "the file ends in the middle of a character"),
        ("pay.csv", b"%PDF-1.7", "this is a PDF"),
        ("pay.csv", b"\x00\x01\x02\x03", "a binary file"),
        ("pay.csv", b"<table><tr>", "an XML file"),
        ("pay.csv", (HEADER + '"P1,01\n').encode(), ""),
        ("pay.csv", b"a,b,c\n1,2,3\n", "the file has no such column"),
        ("pay.zip", zipped(a__csv=b"x", b__csv=b"y"), "one CSV is expected inside, 2 found"),
        ("pay.zip", zipped(readme__md=b"x"), "one CSV is expected inside, 0 found"),
        ("pay.zip", zipped(a__csv=CITY.encode())[:-30], "damaged or cut short"),
        ("pay.zip", zipped(a__csv=b"0" * 50_000_000), "MiB"),
        ("pay.csv", gzip.compress(b"0" * 50_000_000), "MiB"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "bytes",
)
@pytest.mark.usefixtures("mapping")
def test_what_is_no_export_is_refused_in_words(
    refused: Refused, name: str, content: bytes, words: str
) -> None:
    assert words in refused("payments-csv", name, content).text.en


def test_a_member_that_lies_about_its_size_is_refused(refused: Refused, tmp_path: Path) -> None:
    data = bytearray(zipped(a__csv=b"0" * 50_000_000))
    size = (50_000_000).to_bytes(4, "little")
    for _ in range(2):
        data[data.index(size) : data.index(size) + 4] = (10).to_bytes(4, "little")
    error = refused("payments-csv", "pay.zip", bytes(data))
    assert "damaged or cut short" in error.text.en or "MiB" in error.text.en


def test_a_file_without_any_mapping_says_how_to_write_one(refused: Refused) -> None:
    error = refused("payments-csv", "other.csv", b"a,b\n1,2\n")
    assert "no column is mapped to voucher_no" in error.text.en
    assert "Put a .yaml of the same name beside the source" in error.text.en


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("columns: [", "the YAML is broken"),
        ("nothing: 1", "it lacks columns"),
        (MAPPING.replace("金额: amount", "金额: sum"), "the payments table has no such column"),
        (MAPPING.replace("金额:", "价格:"), "the file has no such column"),
        (MAPPING + "colour: green", "the mapping has an unknown entry"),
        (MAPPING + "encoding: martian", "the encoding, delimiter or skip_lines is wrong"),
        (MAPPING + "delimiter: ''", "the encoding, delimiter or skip_lines is wrong"),
        (MAPPING + "skip_lines: many", "the encoding, delimiter or skip_lines is wrong"),
        (MAPPING.replace("{网银: transfer}", "网银"), "the mapping is not well formed"),
        (MAPPING.replace("{prefix:", "{colour:"), "the mapping is not well formed"),
    ],
)
def test_a_mapping_that_is_wrong_is_named_with_what_is_wrong(
    refused: Refused, mapping: Path, yaml: str, words: str
) -> None:
    mapping.write_text(yaml)
    text = HEADER + "P1,01,财政局,2024-03-05,云岭商店,1,网银\n"
    assert words in refused("payments-csv", "pay.csv", text).text.en
