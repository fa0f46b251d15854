"""Turns a figure's value into the words an office writes: pure functions, used when a sentence is filled.

Nothing here may claim more than the records carry: 余 and 多 stand below the count, 近 never more than a
nineteenth above it, a share is 100% only when it is whole, and 逐年 is said only of three or more
consecutive years that all move one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from itertools import pairwise

from lianheng.engine.figure import Answer
from lianheng.report.answer import Standing, standing

Series = Sequence[tuple[int, Decimal]]

_TEN_THOUSAND = Decimal(10_000)
_HUNDRED_MILLION = Decimal(100_000_000)
_NUMERALS = "零一二三四五六七八九"


def exact(value: Decimal) -> str:
    """The number itself, at most two decimals: 51, 3.25."""
    whole = value.to_integral_value()
    if value == whole:
        return str(int(whole))
    return f"{_rounded(value, '0.01'):f}".rstrip("0").rstrip(".")


def approximate(count: int) -> str:
    """The office's round number: floored to tens, from 1000 to hundreds, with 多 (below 100) or 余.

    近 when the next step is a round number of the count's own size (30, 100, 200, 1000 …) and the count has
    reached 95 % of it: 29 is 近30 and 98 近100, but 129 is 120余. Counts below ten and round counts stay exact.
    """
    if count < 10:
        return str(count)
    step = 10 if count < 1000 else 100
    floor = count // step * step
    if count == floor:
        return str(count)
    ahead = floor + step
    if ahead % 10 ** (len(str(count)) - 1) == 0 and count * 100 >= ahead * 95:
        return f"近{ahead}"
    return f"{floor}{'多' if count < 100 else '余'}"


def money(yuan: Decimal) -> str:
    """万元 with two decimals, 亿元 from a hundred million; 0 is 0万元, and what rounds to 0.00 stays yuan."""
    if yuan == 0:
        return "0万元"
    if abs(yuan) >= _HUNDRED_MILLION:
        return f"{_rounded(yuan / _HUNDRED_MILLION, '0.01'):f}亿元"
    shown = _rounded(yuan / _TEN_THOUSAND, "0.01")
    return f"{shown:f}万元" if shown else f"{exact(yuan)}元"


def change(yuan: Decimal) -> str:
    """A difference from the year before: 比上年增加1.20万元, 比上年减少1.20万元, 与上年持平."""
    return _moved(yuan, "元")


def share(fraction: Decimal) -> str:
    """Per cent with one decimal. 100% and 0% are said only of the whole and of nothing."""
    if fraction in (0, 1):
        return "100%" if fraction else "0%"
    percent = _rounded(fraction * 100, "0.1")
    if 0 < fraction < 1:
        percent = min(max(percent, Decimal("0.1")), Decimal("99.9"))
    return f"{percent:f}%"


def names(items: Sequence[str]) -> str:
    """Plain names: 甲、乙."""
    return "、".join(items)


def titles(items: Sequence[str]) -> str:
    """Titles of documents: 《甲》、《乙》; a title inside a title takes 〈〉 (GB/T 15834)."""
    return "、".join(f"《{_inner(item)}》" for item in items)


def _inner(title: str) -> str:
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return title.replace("《", "〈").replace("》", "〉")


class Course(Enum):
    """How a series of years runs."""

    FALLING = "逐年下降"
    RISING = "逐年上升"
    MIXED = "mixed"  # no claim: the course itself is stated
    SHORT = "short"  # fewer than three consecutive years: no claim


def course(series: Series) -> Course:
    """A claim needs at least three years, none missing between them, all moving the same way."""
    years = [year for year, _ in series]
    if len(years) < 3 or years != list(range(years[0], years[0] + len(years))):
        return Course.SHORT
    steps = [later - earlier for (_, earlier), (_, later) in pairwise(series)]
    if all(step < 0 for step in steps):
        return Course.FALLING
    return Course.RISING if all(step > 0 for step in steps) else Course.MIXED


def trend(series: Series, unit: str) -> str:
    """Every year with its value, then the claim they carry, else the last against the one before."""
    stated = "、".join(f"{year}年{measured(value, unit)}" for year, value in series)
    claim = course(series)
    if claim in (Course.FALLING, Course.RISING):
        return f"{stated}，{claim.value}"
    if len(series) < 2 or series[-1][0] - series[-2][0] != 1:
        return stated
    (_, before), (year, now) = series[-2:]
    return f"{stated}，{year}年{_moved(now - before, unit)}"


def _moved(difference: Decimal, unit: str) -> str:
    if difference == 0:
        return "与上年持平"
    return f"比上年{'增加' if difference > 0 else '减少'}{measured(abs(difference), unit)}"


def measured(value: Decimal, unit: str) -> str:
    """A value with its unit; yuan becomes 万元 or 亿元, per cent a share."""
    if unit == "元":
        return money(value)
    return share(value) if unit == "%" else f"{exact(value)}{unit}"


def numeral(number: int) -> str:
    """一, 二 … 九十九: for 一、 （一） 一是. Raises ValueError outside 1–99."""
    if not 1 <= number <= 99:
        raise ValueError(f"no numeral for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones else "")


def gap_mark(title: str) -> str:
    """How a figure without records is printed."""
    return f"〔待补：{title}〕"


def worded(answer: Answer, manner: str = "") -> str:
    """An answer in the words of its figure's phrase rule, or in a sentence's own ``manner``; a gap as 〔待补〕.

    Manners: ``count`` number and unit, ``number`` number alone, ``names`` items without 《》, ``titles`` items
    in 《》, ``change`` signed money. A list is its titles and their number, so that the two cannot differ.
    Raises ValueError for an unknown rule.
    """
    if answer.value is None or standing(answer) is Standing.MISSING:
        return gap_mark(answer.figure.title.zh)
    value, unit, rule = answer.value, answer.figure.unit.zh, manner or answer.figure.phrase
    match rule:
        case "exact" | "count":
            return measured(value, unit)
        case "number":
            return exact(value)
        case "approximate":
            return f"{approximate(int(value))}{unit}" if value == int(value) >= 0 else measured(value, unit)
        case "money":
            return money(value)
        case "change":
            return change(value)
        case "share":
            return share(value)
        case "list":
            return titles(answer.items) + measured(Decimal(len(answer.items)), unit)
        case "titles":
            return titles(answer.items)
        case "names":
            return names(answer.items)
        case "trend":
            return trend(answer.series, unit)
    raise ValueError(f"{answer.figure.id}: no rule of wording is called {rule!r}")


MANNERS = frozenset({"", "count", "number", "names", "titles", "change"})
"""What a sentence may ask for after the colon of a placeholder."""


def _rounded(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)
