"""Values as foreign files write them: money, days and instants. Used by every source, for every cell;
exact, never a float.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from lianheng.sources.conversion import BadValueError
from lianheng.text import Text

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999999999.99")
"""The largest amount a decimal(18,2) holds."""

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_MONEY_NOISE = re.compile(r"[\s,，¥￥$元]")


def number(value: object) -> Decimal:
    """An exact number from a JSON number or a text such as ``1,234.50`` or ``￥12``. Raises BadValueError."""
    if isinstance(value, bool) or value is None:
        raise _not_a_number(value)
    if isinstance(value, int):
        # A literal of thousands of digits is an attack, not an amount, and is slow to turn into text.
        return Decimal(value) if value.bit_length() < 400 else _refuse(value)
    text = _MONEY_NOISE.sub("", unicodedata.normalize("NFKC", str(value)))
    try:
        parsed = Decimal(text)
    except InvalidOperation:
        raise _not_a_number(value) from None
    if not parsed.is_finite():
        raise _not_a_number(value)
    return parsed


def money(value: object) -> Decimal:
    """An amount rounded to the cent (half up). Raises BadValueError when it is no number or too large for
    the ledger.
    """
    parsed = number(value)
    if abs(parsed) > LARGEST:
        raise BadValueError(
            value,
            Text("金额过大，台账放不下", "the amount is too large for the ledger"),
            Text("请核对单位和小数点", "Check the unit and the decimal point"),
        )
    return parsed.quantize(CENT, ROUND_HALF_UP)


def day(value: object) -> date:
    """The calendar day as written: ISO, with slashes, ``20240528``, ``2024年05月28日`` or an ISO instant.
    Raises BadValueError.
    """
    text = unicodedata.normalize("NFKC", str(value)).strip()
    match = _DAY.match(text) or _COMPACT_DAY.match(text)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise BadValueError(
        value,
        Text("不是日期", "it is not a date"),
        Text("请写成2024-05-28的样子", "Write it like 2024-05-28"),
    )


def instant(value: object) -> datetime:
    """The UTC instant of an RFC 3339 time with seconds and zone. Raises BadValueError for anything else, a
    bare day included.
    """
    text = str(value).strip()
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadValueError(
        value,
        Text("不是带时区的时间", "it is not a time with a zone"),
        Text("请写成2024-05-28T09:30:00+08:00的样子", "Write it like 2024-05-28T09:30:00+08:00"),
    )


def clean(value: object) -> str | None:
    """Text without surrounding blanks and control characters; None when nothing is left."""
    return None if value is None or isinstance(value, (dict, list)) else _clean(str(value))


@lru_cache(maxsize=8192)
def _clean(text: str) -> str | None:
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c.isspace())
    return " ".join(text.split()) or None


def _refuse(value: object) -> Decimal:
    raise _not_a_number("…" if isinstance(value, int) else value)


def _not_a_number(value: object) -> BadValueError:
    return BadValueError(
        value,
        Text("不是金额", "it is not an amount"),
        Text("请改成数字，例如1234.56", "Make it a number such as 1234.56"),
    )
