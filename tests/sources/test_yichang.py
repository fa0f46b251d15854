"""Candidates' notices: bidders and prices in, nothing that the notice does not say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from .conftest import Convert, Refused


def notice(infoid: str, *offers: tuple[str, str], **raw: str) -> dict[str, Any]:
    return {
        "infoid": infoid,
        "parsed_data": {
            "project_name": "村道硬化工程",
            "bidders_and_prices": [{"bidder": bidder, "price": price} for bidder, price in offers],
            "full_url": "https://example.org/1.html",
        },
        "raw_data": {"title": "村道硬化工程中标候选人公示", "infodate": "2025-06-13", **raw},
    }


TWO = notice(
    "n1",
    ("云岭建设有限公司", "10065000.00"),
    ("河湾（青山）设计院有限公司、云岭监理有限公司联合体", "下浮率5%"),
)


def test_a_notice_becomes_a_procurement_without_invented_facts(convert: Convert) -> None:
    done = convert("yichang", "candidates.json", _json([TWO]))
    (row,) = done.rows("procurements")
    assert (row["title"], row["candidates_on"], row["currency"]) == ("村道硬化工程", date(2025, 6, 13), "CNY")
    for column in ("kind", "method", "budget", "status", "category_code", "decided_on"):
        assert row[column] is None
    assert done.rows("awards") == []
    assert done.row("units", unit_id=row["unit_id"])["division_code"] == "420500"
    assert done.opens_as_ledger()


def test_a_price_that_is_no_amount_keeps_its_words(convert: Convert) -> None:
    first, second = convert("yichang", "candidates.json", _json([TWO])).rows("bids")
    assert (first["amount"], first["rank"], first["status"]) == (Decimal("10065000.00"), 1, "valid")
    assert (second["amount"], second["price_text"], second["rank"]) == (None, "下浮率5%", 2)


def test_a_consortium_is_known_by_its_leader_and_keeps_its_members(convert: Convert) -> None:
    done = convert("yichang", "candidates.json", _json([TWO]))
    bid = done.row("bids", rank=2)
    assert bid["supplier_id"] == "河湾（青山）设计院有限公司"
    assert (bid["tenderers"], bid["tenderer_count"]) == ("云岭监理有限公司|河湾（青山）设计院有限公司", 2)
    assert len(done.rows("suppliers")) == 3


def test_an_entry_without_a_price_is_no_valid_bid_yet(convert: Convert) -> None:
    done = convert("yichang", "candidates.json", _json([notice("n1", ("云岭建设有限公司", "未提供"))]))
    assert (done.rows("bids")[0]["status"], done.rows("bids")[0]["amount"]) == ("pending", None)


def test_other_words_of_the_page_are_no_bidder(convert: Convert) -> None:
    words = "评标工作于2025年6月19日在公共资源交易中心进行，第一中标候选人：云岭建设有限公司。"
    offers = [
        ("云岭建设有限公司", "1000元"),
        (words, "未提供"),
        ("云岭建设有限公司3号厂房工程", "未提供"),
        ("", "5元"),
    ]
    done = convert("yichang", "candidates.json", _json([notice("n1", *offers)]))
    assert len(done.rows("bids")) == 1
    assert done.reasons == ["this is no bidder's name but other words of the page"] * 3


def test_the_notes_count_the_kinds_of_price(convert: Convert) -> None:
    notices = [
        TWO,
        notice("n2", ("甲乙有限公司", "5000元"), ("丙丁有限公司", "96.5%"), ("戊己有限公司", "7.5万元")),
    ]
    done = convert("yichang", "candidates.json", _json(notices))
    assert "3 amounts, 2 rates" in done.notes
    assert (
        "of 2 notices 1 have two prices that begin with a number, 1 two prices that are amounts" in done.notes
    )


def test_what_is_missing_or_twice_is_refused_and_the_rest_converted(convert: Convert) -> None:
    broken: list[Any] = [
        TWO,
        TWO,
        {"infoid": "n9"},
        {"parsed_data": {"bidders_and_prices": []}},
        "text",
        None,
    ]
    done = convert(
        "yichang", "candidates.json", _json([*broken, notice("n2", ("甲乙有限公司", "1"), infodate="soon")])
    )
    assert [row["procurement_id"] for row in done.rows("procurements")] == ["n1", "n2"]
    assert [refusal.place.en for refusal in done.conversion.refused] == [
        "notice 2",
        "notice 3",
        "notice 4",
        "notice 5",
        "notice 6",
        "notice 7",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"[", "not complete JSON"),
        (b"[]", "there is nothing to convert"),
        (b'{"a": 1}', "a list of notices is expected"),
        (b'["x"]', "no usable row"),
        (b"\xff\xfe[]", "not complete JSON"),
        (b"[" * 200_000, "not complete JSON"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"PAR1", "a Parquet file"),
    ],
)
def test_what_is_no_list_of_notices_is_refused_in_words(refused: Refused, content: bytes, words: str) -> None:
    assert words in refused("yichang", "candidates.json", content).text.en


def _json(notices: list[Any]) -> str:
    import json

    return json.dumps(notices, ensure_ascii=False)
