"""A cell of a row taken as what it must be: a day, an instant, money, a count. Raises TypeError for anything else."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.world import Value


def as_day(value: Value) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise TypeError(f"{value!r} is no day")
    return value


def as_instant(value: Value) -> datetime.datetime:
    if not isinstance(value, datetime.datetime):
        raise TypeError(f"{value!r} is no instant")
    return value


def as_money(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} is no amount")
    return value


def as_count(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no count")
    return value
