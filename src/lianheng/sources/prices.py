"""Prices as candidates' notices print them: amounts, rates, unit prices, several lots, or nothing. Used by
``yichang``.

Only an amount for the whole bid becomes money; everything else keeps its words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from lianheng.sources.conversion import BadValueError
from lianheng.sources.values import money

SMALLEST_BARE = Decimal(1000)
"""A bare number below this has no unit and may as well be a rate or a coefficient; it is not taken for
yuan.
"""


class Kind(Enum):
    """What a printed price is."""

    AMOUNT = "amount"
    RATE = "rate"
    UNIT_PRICE = "unit_price"
    SEVERAL = "several"
    UNCLEAR = "unclear"
    NONE = "none"


@dataclass(frozen=True)
class Price:
    kind: Kind
    amount: Decimal | None = None


_FACTORS = {"": Decimal(1), "元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_NUMBER = r"[¥￥]?(\d[\d,]*(?:\.\d+)?)"
_TOTAL = re.compile(
    r"(?:(?:投标)?总?(?:报价|价|金额)[:为]{0,2})?" + _NUMBER + r"(亿元|万元|元|)(?:\(([^%率折系]*)\))?[。;]?"
)
_NOTHING = re.compile(r"|未提供|无|/|投标报价\(元/%\)")
_UNIT_PRICE = re.compile(r"\d\s*万?元/")
_RATE = re.compile(r"%|率|折扣|系数|下浮")
_LEADING_NUMBER = re.compile(r"\d[\d.]+")


def read_price(text: str) -> Price:
    """The price a text states. A total followed by its parts in brackets is that total."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if _NOTHING.fullmatch(plain):
        return Price(Kind.NONE)
    match = _TOTAL.fullmatch(plain)
    if match is not None:
        return _total(match[1], match[2])
    if len(re.findall(r"\d+(?:\.\d+)?%|\d+(?:\.\d+)?(?:亿|万)?元", plain)) > 1:
        return Price(Kind.SEVERAL)
    if _UNIT_PRICE.search(plain):
        return Price(Kind.UNIT_PRICE)
    if _RATE.search(plain):
        return Price(Kind.RATE)
    return Price(Kind.UNCLEAR)


def begins_with_number(text: str) -> bool:
    """Whether a printed price begins with a number of two or more characters, whatever it measures.

    By this widest reading the Yichang notices have two or more numeric prices in 1,742 of 1,966 cases.
    """
    return _LEADING_NUMBER.match(text.strip()) is not None


def _total(digits: str, unit: str) -> Price:
    try:
        amount = money(Decimal(digits.replace(",", "")) * _FACTORS[unit])
    except BadValueError:
        return Price(Kind.UNCLEAR)
    if not unit and amount < SMALLEST_BARE:
        return Price(Kind.UNCLEAR)
    return Price(Kind.AMOUNT, amount)
