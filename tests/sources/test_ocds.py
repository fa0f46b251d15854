"""OCDS releases: what red flags need is kept exactly, what a publisher leaves out stays empty, bad lines
are named.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .conftest import Convert, Refused

RELEASE: dict[str, Any] = {
    "ocid": "ocds-abc123-1",
    "buyer": {"id": "B1", "name": "青山开发区管委会"},
    "parties": [
        {
            "id": "S1",
            "name": "云岭建设有限公司",
            "identifier": {"id": "91110108690017781B"},
            "contactPoint": {"name": "周一", "telephone": "0551-1"},
            "address": {"locality": "青山市", "streetAddress": "长江路1号"},
        }
    ],
    "tender": {
        "title": "道路工程",
        "status": "complete",
        "mainProcurementCategory": "works",
        "procurementMethod": "limited",
        "procurementMethodDetails": "竞争性磋商",
        "procuringEntity": {"id": "P1", "name": "采购中心"},
        "value": {"amount": 1200000.5, "currency": "CNY"},
        "numberOfTenderers": 2,
        "tenderPeriod": {"startDate": "2024-03-01T09:00:00+08:00", "endDate": "2024-03-21T09:00:00+08:00"},
        "items": [{"classification": {"id": "B0201"}}],
    },
    "bids": {
        "details": [
            {
                "id": "1",
                "status": "valid",
                "date": "2024-03-20T10:00:00+08:00",
                "tenderers": [{"id": "S1"}, {"id": "S2", "name": "河湾设计院"}],
                "value": {"amount": 1100000, "currency": "CNY"},
                "relatedLots": ["L2", "L1"],
            },
            {"id": "2", "status": "disqualified", "date": "2024-03-20", "tenderers": [{"id": "S3"}]},
        ]
    },
    "awards": [
        {
            "id": "A",
            "status": "active",
            "date": "2024-03-28T00:00:00Z",
            "suppliers": [{"id": "S1"}],
            "value": {"amount": 1100000, "currency": "CNY"},
            "items": [
                {"classification": {"id": "45"}},
                {"classification": {"id": "12"}},
                {"classification": {"id": "45"}},
            ],
        }
    ],
    "contracts": [
        {
            "id": "C",
            "awardID": "A",
            "dateSigned": "2024-04-10",
            "value": {"amount": 1100000, "currency": "CNY"},
        },
        {"id": "D", "awardID": "A", "value": {"amount": 1}},
    ],
}


def test_a_full_release_becomes_a_procurement_with_all_that_belongs_to_it(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl", [RELEASE])
    row = done.row("procurements", procurement_id="ocds-abc123-1")
    assert (row["unit_id"], row["buyer_id"], row["procuring_entity_id"]) == ("B1", "B1", "P1")
    assert (row["budget"], row["currency"], row["kind"], row["category_code"]) == (
        Decimal("1200000.50"),
        "CNY",
        "works",
        "B0201",
    )
    assert (row["method"], row["method_code"], row["method_details"]) == (
        "consultation",
        "limited",
        "竞争性磋商",
    )
    assert row["tender_starts_at"] == datetime(2024, 3, 1, 1, tzinfo=UTC)
    assert row["bids_due_at"] == datetime(2024, 3, 21, 1, tzinfo=UTC)
    assert (row["documents_from_on"], row["bids_due_on"]) == (date(2024, 3, 1), date(2024, 3, 21))
    assert (row["status"], row["tender_status"], row["tenderers"]) == ("complete", "complete", 2)
    assert row["decided_on"] == date(2024, 3, 28)
    assert done.opens_as_ledger()


def test_a_joint_bid_keeps_all_its_tenderers_and_is_known_by_the_first(convert: Convert) -> None:
    bid = convert("ocds", "a.jsonl", [RELEASE]).row("bids", bid_id="ocds-abc123-1/1")
    assert (bid["supplier_id"], bid["supplier"]) == ("S1", "云岭建设有限公司")
    assert (bid["tenderers"], bid["tenderer_count"]) == ("S1|S2", 2)
    assert (bid["contact"], bid["phone"], bid["address"]) == ("周一", "0551-1", "青山市 长江路1号")
    assert (bid["amount"], bid["currency"], bid["lot"]) == (Decimal("1100000.00"), "CNY", "L1|L2")


def test_a_day_without_a_time_is_a_day_and_no_instant(convert: Convert) -> None:
    bid = convert("ocds", "a.jsonl", [RELEASE]).row("bids", bid_id="ocds-abc123-1/2")
    assert (bid["submitted_at"], bid["submitted_on"]) == (None, date(2024, 3, 20))


def test_an_award_lists_each_item_code_once(convert: Convert) -> None:
    award = convert("ocds", "a.jsonl", [RELEASE]).row("awards", award_id="ocds-abc123-1/A")
    assert (award["item_codes"], award["suppliers"], award["supplier_count"]) == ("12|45", "S1", 1)


def test_a_contract_takes_its_supplier_from_its_award_and_needs_a_day_and_an_amount(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl", [RELEASE])
    (contract,) = done.rows("contracts")
    assert (contract["supplier_id"], contract["signed_on"]) == ("S1", date(2024, 4, 10))
    assert contract["award_id"] == "ocds-abc123-1/A"
    assert done.reasons == ["the contract has no signing date or no amount"]


def test_a_valid_credit_code_beside_the_publishers_id_is_kept(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl", [RELEASE])
    assert done.row("suppliers", supplier_id="S1")["uscc"] == "91110108690017781B"
    assert done.row("suppliers", supplier_id="S3")["uscc"] is None


def test_an_almost_empty_release_stays_empty_and_says_so(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl", [{"ocid": "open", "tender": {"numberOfTenderers": 1}}])
    (row,) = done.rows("procurements")
    for column in (
        "budget",
        "kind",
        "method",
        "status",
        "tender_status",
        "buyer_id",
        "currency",
        "category_code",
    ):
        assert row[column] is None
    assert (row["title"], row["unit_id"], row["tenderers"]) == ("未载明", "publisher:ocds", 1)
    assert done.row("units", unit_id="publisher:ocds")["division_code"] == "000000"
    assert "1 processes name no buyer" in done.notes
    assert "1 processes have no budget" in done.notes
    assert done.opens_as_ledger()


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("valid", "valid"),
        ("active", "valid"),
        ("qualified", "valid"),
        ("not-qualified", "disqualified"),
        ("withdrawn", "withdrawn"),
        ("invited", "invited"),
        ("something else", "pending"),
        (None, None),
    ],
)
def test_a_bids_status_is_kept_as_written_and_in_the_ledgers_words(
    convert: Convert, written: str | None, status: str | None
) -> None:
    (bid,) = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": {"details": [{"status": written}]}}]).rows(
        "bids"
    )
    assert (bid["status"], bid["status_text"]) == (status, written)


@pytest.mark.parametrize(("written", "status"), [("active", "active"), ("invalid", "pending"), (None, None)])
def test_an_awards_unknown_status_is_not_final(
    convert: Convert, written: str | None, status: str | None
) -> None:
    (award,) = convert("ocds", "a.jsonl", [{"ocid": "a", "awards": [{"status": written}]}]).rows("awards")
    assert (award["status"], award["status_text"]) == (status, written)


def test_the_same_tenderers_in_another_order_give_the_same_text(convert: Convert) -> None:
    details = [{"tenderers": [{"id": "Z"}, {"id": "A|1"}]}, {"tenderers": [{"id": "A|1"}, {"id": "Z"}]}]
    bids = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": {"details": details}}]).rows("bids")
    assert [bid["tenderers"] for bid in bids] == ["A%7C1|Z", "A%7C1|Z"]
    assert [bid["supplier_id"] for bid in bids] == ["Z", "A|1"]


def test_bids_of_nobody_are_linked_to_nobody(convert: Convert) -> None:
    bids = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": {"details": [{}, {"tenderers": [{}]}]}}]).rows(
        "bids"
    )
    assert [bid["supplier_id"] for bid in bids] == ["unnamed:a/#1", "unnamed:a/#2"]
    assert [(bid["tenderers"], bid["tenderer_count"]) for bid in bids] == [(None, 0), (None, 1)]


def test_tenderers_without_bids_become_bids_that_no_count_includes(convert: Convert) -> None:
    tender = {"tenderers": [{"id": "S1", "name": "甲"}, {"id": "hash-of-nothing", "name": ""}]}
    (bid,) = convert("ocds", "a.jsonl", [{"ocid": "a", "tender": tender}]).rows("bids")
    assert (bid["supplier_id"], bid["status"], bid["amount"]) == ("S1", None, None)


def test_numbers_for_ids_and_an_object_for_a_list_are_understood(convert: Convert) -> None:
    bids = {"details": {"id": 7, "status": "valid", "tenderers": {"id": 12}}}
    (bid,) = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": bids}]).rows("bids")
    assert (bid["bid_id"], bid["supplier_id"]) == ("a/7", "12")


def test_amounts_in_another_currency_are_not_converted(convert: Convert) -> None:
    details = [{"value": {"amount": 5, "currency": "usd"}}, {"value": {"amount": 5, "currency": "€"}}]
    bids = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": {"details": details}}]).rows("bids")
    assert [bid["currency"] for bid in bids] == ["USD", None]


@pytest.mark.parametrize(
    ("release", "reason"),
    [
        ({"tender": {"value": {"amount": "a lot"}}}, "it is not an amount"),
        ({"tender": {"value": {"amount": -5}}}, "the amount is negative"),
        ({"tender": {"value": {"amount": 10**17}}}, "the amount is too large for the ledger"),
        ({"tender": {"numberOfTenderers": -1}}, "the number of tenderers is not a whole number from 0 up"),
        ({"tender": {"numberOfTenderers": 1.5}}, "the number of tenderers is not a whole number from 0 up"),
        ({"tender": {"tenderPeriod": {"startDate": "invalid"}}}, "it is not a date"),
        ({"awards": [{"date": "2024-02-30"}]}, "it is not a date"),
    ],
)
def test_a_bad_cell_is_left_empty_and_named_while_its_row_stays(
    convert: Convert, release: dict[str, Any], reason: str
) -> None:
    done = convert("ocds", "a.jsonl", [{"ocid": "a", **release}])
    assert done.reasons == [reason]
    assert done.conversion.refused[0].place.en.startswith("line 1")
    assert len(done.rows("procurements")) == 1


def test_a_broken_line_is_named_and_the_others_are_converted(convert: Convert) -> None:
    text = '\ufeff{"ocid":"a"}\n{"ocid":"b"\n\n{"ocid":"c","tender":{"value":{"amount":NaN}}}\n{"ocid":5}\n{"ocid":"d"}\n'
    done = convert("ocds", "a.jsonl", text)
    assert [row["procurement_id"] for row in done.rows("procurements")] == ["a", "d"]
    assert [refusal.place.en for refusal in done.conversion.refused] == ["line 2", "line 4", "line 5"]
    assert done.conversion.refused_count == 3


def test_a_line_that_is_not_utf8_or_nested_beyond_reason_is_named(convert: Convert) -> None:
    content = b'{"ocid":"a"}\n{"ocid":"\xb9\xab"}\n' + b"[" * 200_000 + b"\n"
    done = convert("ocds", "a.jsonl", content)
    assert [refusal.place.en for refusal in done.conversion.refused] == ["line 2", "line 3"]


def test_a_repeated_ocid_is_refused_with_everything_in_it(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl", [RELEASE, RELEASE])
    assert "the same contracting process stands twice" in done.reasons
    assert len(done.rows("bids")) == 2


def test_a_repeated_bid_id_keeps_the_first(convert: Convert) -> None:
    details = [{"id": "1", "status": "valid"}, {"id": "1", "status": "withdrawn"}]
    done = convert("ocds", "a.jsonl", [{"ocid": "a", "bids": {"details": details}}])
    assert [bid["status"] for bid in done.rows("bids")] == ["valid"]
    assert done.reasons == ["the id stands twice; only the first was kept"]


@pytest.mark.parametrize(
    "package",
    [
        {"releases": [{"ocid": "a"}]},
        {"records": [{"ocid": "a", "compiledRelease": {"ocid": "a"}}]},
        [{"ocid": "a"}],
        {"ocid": "a"},
    ],
)
def test_packages_lists_and_single_releases_are_unpacked(convert: Convert, package: object) -> None:
    done = convert("ocds", "package.json", json.dumps(package, indent=1))
    assert [row["procurement_id"] for row in done.rows("procurements")] == ["a"]


def test_lines_in_a_file_called_json_are_read_as_lines(convert: Convert) -> None:
    assert len(convert("ocds", "lines.json", [{"ocid": "a"}, {"ocid": "b"}]).rows("procurements")) == 2


def test_a_gzipped_file_is_read(convert: Convert) -> None:
    done = convert("ocds", "a.jsonl.gz", gzip.compress(b'{"ocid":"a"}\n'))
    assert len(done.rows("procurements")) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.jsonl", b"", "the file is empty"),
        ("blank.jsonl", b"\n \n", "there is nothing to convert"),
        ("table.csv", b"a,b\n1,2\n", "no usable row"),
        ("report.jsonl", b"%PDF-1.4 ...", "this is a PDF"),
        ("log.jsonl", b"<?xml version='1.0'?><log/>", "this is an XML file"),
        ("data.jsonl", b"\x00\x01\x02", "a binary file"),
        ("cut.jsonl.gz", gzip.compress(b'{"ocid":"a"}\n' * 1000)[:-20], "damaged or cut short"),
        ("bomb.jsonl.gz", gzip.compress(b" " * 30_000_000), "MiB"),
        ("cut.json", b'{"releases": [{"ocid": "a"}', "the JSON is broken"),
        ("deep.json", b"[" * 200_000, "the JSON cannot be read"),
        ("empty.json", b"{}", "no usable row"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "bytes",
)
def test_what_is_no_ocds_is_refused_in_words(refused: Refused, name: str, content: bytes, words: str) -> None:
    assert words in refused("ocds", name, content).text.en


def test_a_missing_file_and_an_archive_are_refused(refused: Refused, tmp_path: Path) -> None:
    assert "there is no such file" in refused("ocds", tmp_path / "none.jsonl").text.en
    with zipfile.ZipFile(tmp_path / "a.jsonl", "w") as archive:
        archive.writestr("a", "b")
    assert "a ZIP archive" in refused("ocds", tmp_path / "a.jsonl").text.en
