"""What the explanations of final accounts say about the three public expenses, read from compact text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

_N = r"(-?[\d,]*\d(?:\.\d+)?)(万?)元"
_SECTION = "三公经费支出决算情况说明"
_NEXT = re.compile(r"[一二三四五六七八九十]+、政府性基金")
_NONE = re.compile(r"无三公经费财政拨款支出")
_TOTAL = re.compile(rf"三公经费财政拨款支出(?:年初|全年)?预算数?为{_N},支出决算数?为{_N}")
_AMOUNTS = {
    "overseas": re.compile(rf"因公出国\(境\)费用?(?:支出)?决算数?为?{_N}"),
    "vehicles": re.compile(rf"公务用车购置及运行(?:维护)?费支出决算数?为?{_N}"),
    "reception": re.compile(rf"公务接待费支出决算数?为?{_N}"),
    "vehicle_purchase": re.compile(rf"公务用车购置费?支出(?:决算)?数?为?{_N}"),
    "vehicle_running": re.compile(rf"公务用车运行(?:维护)?费?支出(?:决算)?数?为?{_N}"),
}
_COUNTS = {
    ("overseas", "groups"): re.compile(r"出国\(境\)团组(\d+)个"),
    ("overseas", "people"): re.compile(r"出国\(境\)团组\d+个[、,]?累计(\d+)人次"),
    ("vehicle_purchase", "vehicles"): re.compile(r"购置(?:公务用车|数量|车辆)?(?:为)?(\d+)辆"),
    ("vehicle_running", "vehicles"): re.compile(r"保有量为?(\d+)辆"),
    ("reception", "groups"): re.compile(r"公务接待(\d+)批次"),
    ("reception", "people"): re.compile(r"公务接待\d+批次[、,]?(\d+)人次"),
}
_UNIT_NAME = re.compile(r"第一部分(.{2,40}?)概况")
_YEAR = re.compile(r"(20\d{2})年度(?:部门|单位)决算")
_ANY_YEAR = re.compile(r"(20\d{2})年度")


@dataclass(frozen=True)
class Said:
    """Figures of the text, in yuan; an amount said several times with different values keeps them all."""

    page: int
    nothing_spent: bool
    actual: Mapping[str, frozenset[Decimal]] = field(default_factory=dict)
    budget_total: Decimal | None = None
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


def read_text(pages: tuple[str, ...]) -> Said | None:
    """The section on the three public expenses; None when it is not there. ``page`` is where it begins."""
    text = "".join(pages)
    start = text.rfind(_SECTION)
    if start < 0:
        return None
    following = _NEXT.search(text, start)
    section = text[start : following.start() if following else start + 4000]
    actual = {part: {_yuan(*found) for found in words.findall(section)} for part, words in _AMOUNTS.items()}
    total = _TOTAL.search(section)
    if total is not None:
        actual["total"] = {_yuan(total[3], total[4])}
    counts = {key: int(found[1]) for key, words in _COUNTS.items() if (found := words.search(section))}
    return Said(
        page=_page_of(pages, start),
        nothing_spent=bool(_NONE.search(section)),
        actual={part: frozenset(values) for part, values in actual.items() if values},
        budget_total=_yuan(total[1], total[2]) if total else None,
        counts=counts,
    )


def unit_name(pages: tuple[str, ...]) -> str | None:
    """The department, from the heading of part one."""
    found = _UNIT_NAME.search("".join(pages[:6]))
    return found[1] if found else None


def year_of(pages: tuple[str, ...]) -> int | None:
    """The year of the accounts: of the title, else the one most written about."""
    front = "".join(pages[:4])
    if found := _YEAR.search(front):
        return int(found[1])
    years = _ANY_YEAR.findall("".join(pages))
    return int(max(set(years), key=lambda one: (years.count(one), one))) if years else None


def _yuan(digits: str, ten_thousand: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * (10_000 if ten_thousand else 1)


def _page_of(pages: tuple[str, ...], position: int) -> int:
    for number, text in enumerate(pages, 1):
        position -= len(text)
        if position < 0:
            return number
    return len(pages)
