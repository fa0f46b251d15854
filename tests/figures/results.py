"""What a recount yields, and the register of recounts by figure id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .books import Books, Row

Pair = tuple[str, Any]
"""A row's key as the engine writes it, and what the row contributes."""


@dataclass(frozen=True)
class Recount:
    """A figure made by hand. ``value`` is None where it cannot be made; ``keys`` are those of every row counted."""

    value: Decimal | None
    keys: tuple[str, ...]
    items: tuple[str, ...] = ()
    series: tuple[tuple[int, Decimal], ...] = ()


Recounter = Callable[[Books], Recount]
RECOUNTS: dict[str, Recounter] = {}


def recounts(figure: str) -> Callable[[Recounter], Recounter]:
    """Registers a function as the recount of a figure; each figure has one."""

    def register(function: Recounter) -> Recounter:
        add(figure, function)
        return function

    return register


def add(figure: str, function: Recounter) -> None:
    if figure in RECOUNTS:
        raise ValueError(f"{figure} is recounted twice")
    RECOUNTS[figure] = function


def key(row: Row, *columns: str) -> str:
    return "|".join(str(row[column]) for column in columns)


def count(keys: Iterable[str]) -> Recount:
    found = tuple(keys)
    return Recount(Decimal(len(found)), found)


def count_distinct(pairs: Iterable[Pair]) -> Recount:
    found = list(pairs)
    return Recount(Decimal(len({item for _, item in found if item is not None})), _keys(found))


def total(pairs: Iterable[Pair]) -> Recount:
    """The sum of what is known; an amount that is not on record adds nothing."""
    found = list(pairs)
    return Recount(sum((Decimal(value) for _, value in found if value is not None), Decimal(0)), _keys(found))


def mean(pairs: Iterable[Pair]) -> Recount:
    found = list(pairs)
    known = [Decimal(value) for _, value in found if value is not None]
    if not known:
        return Recount(None, _keys(found))
    value = sum(known, Decimal(0)) / len(known)
    return Recount(value.quantize(Decimal("0.01"), ROUND_HALF_UP), _keys(found))


def share(pairs: Iterable[Pair]) -> Recount:
    """Rows that count over all rows; one that cannot be told leaves no share."""
    found = list(pairs)
    if not found or any(counted is None for _, counted in found):
        return Recount(None, _keys(found))
    return Recount(Decimal(sum(bool(counted) for _, counted in found)) / Decimal(len(found)), _keys(found))


def fraction(triples: Iterable[tuple[str, Any, Any]]) -> Recount:
    """Sum over sum; a part that is not known, or nothing to divide by, leaves no share."""
    found = list(triples)
    keys = tuple(key for key, _, _ in found)
    if any(part is None or base is None for _, part, base in found):
        return Recount(None, keys)
    base = sum((Decimal(base) for _, _, base in found), Decimal(0))
    part = sum((Decimal(part) for _, part, _ in found), Decimal(0))
    return Recount(part / base if base else None, keys)


def listed(pairs: Iterable[Pair]) -> Recount:
    """The different items, in the order of the first row that carries each."""
    found = sorted(pairs)
    items = tuple(dict.fromkeys(item for _, item in found))
    return Recount(Decimal(len(items)), _keys(found), items=items)


def course(triples: Iterable[tuple[str, int, Decimal]]) -> Recount:
    found = list(triples)
    years: dict[int, Decimal] = {}
    for _, year, value in found:
        years[year] = years.get(year, Decimal(0)) + value
    series = tuple(sorted(years.items()))
    return Recount(series[-1][1] if series else None, tuple(key for key, _, _ in found), series=series)


def numbered(pairs: Sequence[Pair], counter: str) -> Recount:
    """Each item with the number of its rows: 甲2次."""
    times: dict[str, int] = {}
    for _, item in pairs:
        times[item] = times.get(item, 0) + 1
    return listed((key, f"{item}{times[item]}{counter}") for key, item in pairs)


def _keys(pairs: Sequence[Pair]) -> tuple[str, ...]:
    return tuple(key for key, _ in pairs)
