"""Values from outside: turned into the type of their column, and bound to a query; they never become a part of its SQL."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from lianheng.tabular.database import TIME_ZONE
from lianheng.tabular.schema import Field, Type
from lianheng.text import Text, UserError

BEIJING = ZoneInfo(TIME_ZONE)
LONGEST = 1000
"""Characters of a value from outside."""
_TRUE, _FALSE = ("是", "true", "yes", "1"), ("否", "false", "no", "0")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EXPECTED = {
    Type.STRING: Text("文字", "text"),
    Type.INTEGER: Text("整数", "a whole number"),
    Type.MONEY: Text("以元为单位、精确到分的金额，如 1234.50", "yuan exact to the fen, such as 1234.50"),
    Type.NUMBER: Text("最多六位小数的数字", "a number of at most six decimals"),
    Type.BOOLEAN: Text("“是”或“否”", "yes or no"),
    Type.DATE: Text("日期，如 2021-03-01", "a date, such as 2021-03-01"),
    Type.DATETIME: Text("日期或时刻，如 2021-03-01 09:30", "a day or a time, such as 2021-03-01 09:30"),
}


class Values:
    """The values of one query, numbered in the order in which they are bound."""

    def __init__(self) -> None:
        self.bound: list[Any] = []

    def one(self, value: object) -> str:
        """The place of a value in SQL."""
        self.bound.append(value)
        return f"${len(self.bound)}"

    def several(self, values: Iterable[object]) -> str:
        return ", ".join(self.one(value) for value in values)

    def typed(self, field: Field, value: object) -> str:
        return f"CAST({self.one(value)} AS {field.type.sql})"


def value_of(field: Field, given: object) -> Any:
    """What a person wrote, or a program gave, as a value to be bound for the column. A day given for an instant stays a day.

    Raises UserError, with the column, the value and how it is to be written, when it is none of the column's type.
    """
    text = str(given).strip()
    try:
        if len(text) > LONGEST or "\x00" in text:
            raise ValueError
        return _read(field, given, text)
    except (ValueError, InvalidOperation, OverflowError):
        expected, shown = (
            _choices(field) if field.labels else _EXPECTED[field.type],
            " ".join(text.split())[:40],
        )
        raise UserError(
            f"“{field.title.zh}”应填{expected.zh}，“{shown}”不是。",
            f"{field.title.en} takes {expected.en}; “{shown}” is not.",
        ) from None


def _read(field: Field, given: object, text: str) -> Any:
    match field.type:
        case Type.STRING:
            return _label(field, text) if field.labels else text
        case Type.INTEGER:
            return _within(int(text), 2**63)
        case Type.MONEY:
            return _decimal(text, 2)
        case Type.NUMBER:
            return _decimal(text, 6)
        case Type.BOOLEAN:
            return _boolean(text.lower())
        case Type.DATE:
            return _day(text)
        case Type.DATETIME:
            return given if isinstance(given, datetime.datetime) and given.tzinfo else _instant(text)


def _label(field: Field, text: str) -> str:
    """The value of an enumeration, by itself or by its Chinese label."""
    for value, label in field.labels.items():
        if text in (value, label):
            return value
    raise ValueError


def _choices(field: Field) -> Text:
    return Text("、".join(field.labels.values()), ", ".join(field.labels))


def _within(number: int, limit: int) -> int:
    if abs(number) >= limit:
        raise ValueError
    return number


def _decimal(text: str, places: int) -> str:
    """A number in plain digits, bound as text so that no digit is lost on the way."""
    number = Decimal(text.replace(",", ""))
    if not number.is_finite() or number != round(number, places) or abs(number) >= 10 ** (18 - places):
        raise ValueError
    return f"{number:f}"


def _boolean(text: str) -> bool:
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise ValueError


def _day(text: str) -> datetime.date:
    found = _DAY.fullmatch(text)
    if found is None or not "1000" <= found[1] < "9999":  # room for the day after, in any zone
        raise ValueError
    return datetime.date(int(found[1]), int(found[2]), int(found[3]))


def _instant(text: str) -> datetime.date | datetime.datetime:
    """A whole day, or a time; without a zone it is Beijing's."""
    if _DAY.fullmatch(text):
        return _day(text)
    _day(text[:10])
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
