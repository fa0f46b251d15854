"""Candidates' notices of Yichang's public resource exchange (JSON) → procurements, bids, suppliers, units.

A notice names the candidates and their prices. It does not say who bought, by which method, for what
budget, or who won:
those cells stay empty, and no award is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lianheng.sources import neutral, ocds, prices
from lianheng.sources.bounded import MEBIBYTE, open_stream, too_large
from lianheng.sources.conversion import WHOLE, BadValueError, Conversion, Log, element, fault
from lianheng.sources.kinds import kind_of, wrong_kind
from lianheng.sources.ocds_parts import entries, entry, joined
from lianheng.sources.values import clean, day
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

LARGEST = 64 * MEBIBYTE
PUBLISHER = "ggzy.sc.yichang.gov.cn"
_UNIT = neutral.unit(
    PUBLISHER, "宜昌市公共资源交易平台（发布单位，采购人未载明）", level="city", division="420500"
)

_FIRM = re.compile(
    r".{2,60}(公司|院|所|中心|厂|社|队|局|集团|站|处|大学|\(特殊普通合伙\)|(?<=[司院所])\([一-鿿A-Z]+\))"
)
_SEVERAL = re.compile(r"[、;]|(?<=公司)与|(?<=[司院所])联合(?=[^体])")
_CONSORTIUM = re.compile(r"(组成的?)?联合体$|\((联合体)?(牵头人|牵头方|成员|成员方)\)")

_WORDS = {
    prices.Kind.AMOUNT: Text("金额", "amounts"),
    prices.Kind.RATE: Text("费率", "rates"),
    prices.Kind.UNIT_PRICE: Text("单价", "unit prices"),
    prices.Kind.SEVERAL: Text("多项", "of several parts"),
    prices.Kind.UNCLEAR: Text("说不清", "unclear"),
    prices.Kind.NONE: Text("未提供", "missing"),
}


def convert(source: Path, out: Path) -> Conversion:
    """Convert ``candidates.json``. A notice or bidder that cannot be used is refused; the rest goes on.
    Raises SourceError.
    """
    log, tally = Log(), Tally()
    with TableWriter(out, log) as writer:
        writer.add("units", _UNIT)
        for number, notice in enumerate(_notices(source), 1):
            place = Text(f"第{number}则公示", f"notice {number}")
            if (row := _procurement(notice, source.name, place, log)) is None:
                continue
            if not writer.add("procurements", row):
                reason = Text("同一公示出现两次", "the same notice stands twice")
                log.refuse(source.name, place, row["procurement_id"], reason, Text("请去重", "Keep one"))
                continue
            _write_bids(notice, row, source.name, place, writer, log, tally)
        tally.tell(log)
        if not writer.kept("procurements"):
            writer.forget("units")
        return writer.publish([source])


class Tally:
    """Counts what the prices are, by bid and by notice."""

    def __init__(self) -> None:
        self.kinds: Counter[prices.Kind] = Counter()
        self.notices = self.two_amounts = self.two_numbers = 0

    def add(self, texts: list[str], read: list[prices.Price]) -> None:
        self.notices += 1
        self.kinds.update(price.kind for price in read)
        self.two_amounts += sum(price.kind is prices.Kind.AMOUNT for price in read) > 1
        self.two_numbers += sum(map(prices.begins_with_number, texts)) > 1

    def tell(self, log: Log) -> None:
        count = {kind: f"{self.kinds[kind]:,}" for kind in prices.Kind}
        log.note(
            "报价："
            + "，".join(f"{word.zh}{count[kind]}" for kind, word in _WORDS.items())
            + "；不是金额的留空，原文在price_text",
            "prices: "
            + ", ".join(f"{count[kind]} {word.en}" for kind, word in _WORDS.items())
            + "; what is no amount is empty, its words are in price_text",
        )
        log.note(
            f"{self.notices:,}则公示中，至少两个报价以数字开头的{self.two_numbers:,}则，"
            f"至少两个报价是金额的{self.two_amounts:,}则",
            f"of {self.notices:,} notices {self.two_numbers:,} have two prices that begin with a number, "
            f"{self.two_amounts:,} two prices that are amounts",
        )
        log.note(
            "公示未载明采购人、类别、预算和采购方式，均留空；采购人归到发布单位。候选人公示不是中标结果，不写中标表",
            "the notices name no buyer, kind, budget or method: these are empty, the unit is the publisher. "
            "A candidates' notice is no award, so no award is written",
        )


def _notices(source: Path) -> Iterator[Any]:
    with open_stream(source) as stream:
        kind = kind_of(stream.peek(256)[:256])
        if kind != "text":
            raise wrong_kind(source.name, kind, Text("候选人公示的JSON", "the JSON of candidates' notices"))
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise too_large(source.name, WHOLE, LARGEST)
    try:
        document = ocds.parse(data)
    except (ValueError, RecursionError) as error:
        reason = Text("不是完整的JSON", f"it is not complete JSON: {error}")
        raise fault(source.name, WHOLE, "", reason, Text("请重新导出", "Export it again")) from error
    if not isinstance(document, list):
        reason = Text("应是公示的列表", "a list of notices is expected")
        raise fault(source.name, WHOLE, "", reason, Text("请给candidates.json", "Give candidates.json"))
    yield from document


def _procurement(notice: Any, file: str, place: Text, log: Log) -> dict[str, Any] | None:
    parsed, raw = entry(entry(notice).get("parsed_data")), entry(entry(notice).get("raw_data"))
    procurement_id = clean(entry(notice).get("infoid"))
    if procurement_id is None or not isinstance(parsed.get("bidders_and_prices"), list):
        missing = "infoid" if procurement_id is None else "parsed_data.bidders_and_prices"
        reason = Text(f"缺少{missing}", f"{missing} is missing")
        log.refuse(file, place, "", reason, Text("请补全后重试", "Complete it and try again"))
        return None
    published = None
    if (written := clean(raw.get("infodate"))) is not None:
        try:
            published = day(written)
        except BadValueError as error:
            log.keep(error.at(file, place))
    return {
        "procurement_id": procurement_id,
        "unit_id": PUBLISHER,
        "title": clean(parsed.get("project_name")) or clean(raw.get("title")) or neutral.NO_TITLE,
        "currency": "CNY",
        "candidates_on": published,
        "source_url": clean(parsed.get("full_url")),
    }


def _write_bids(
    notice: Any, row: dict[str, Any], file: str, place: Text, writer: TableWriter, log: Log, tally: Tally
) -> None:
    offered = entries(entry(notice)["parsed_data"]["bidders_and_prices"])
    texts = [clean(one.get("price")) or "" for one in offered]
    read = [prices.read_price(text) for text in texts]
    tally.add(texts, read)
    for rank, (one, text, price) in enumerate(zip(offered, texts, read, strict=True), 1):
        members = members_of(clean(one.get("bidder")) or "")
        if not members:
            reason = Text(
                "不是投标人名称（网页上的其他文字）", "this is no bidder's name but other words of the page"
            )
            where = Text(f"{place.zh} {element(str(rank)).zh}", f"{place.en}, entry {rank}")
            log.refuse(
                file, where, one.get("bidder", ""), reason, Text("该条未写入", "The entry was left out")
            )
            continue
        for member in members:
            writer.add("suppliers", {"supplier_id": member, "name": member})
        writer.add("bids", _bid(row["procurement_id"], rank, one, text, price, members))


def _bid(
    procurement_id: str, rank: int, one: Any, text: str, price: prices.Price, members: list[str]
) -> dict[str, Any]:
    return {
        "bid_id": f"{procurement_id}/{rank}",
        "procurement_id": procurement_id,
        "supplier_id": members[0],
        "supplier": clean(one.get("bidder")),
        "tenderers": joined(members),
        "tenderer_count": len(members),
        "amount": price.amount,
        "currency": "CNY",
        # Entries without any price are candidates and mere mentions alike, so nothing says that the bid was
        # valid.
        "status": "pending" if text == "未提供" else "valid",
        "price_text": text if price.kind is not prices.Kind.NONE or text else None,
        "rank": rank,
    }


def members_of(bidder: str) -> list[str]:
    """The firms of a bidder, the leader first; empty when it is no firm's name."""
    plain = bidder.replace("（", "(").replace("）", ")")
    parts = [_CONSORTIUM.sub("", part).strip() for part in _SEVERAL.split(_CONSORTIUM.sub("", plain))]
    return (
        [part.replace("(", "（").replace(")", "）") for part in parts]
        if all(map(_FIRM.fullmatch, parts))
        else []
    )
