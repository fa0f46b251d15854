"""What may be filtered by: the values that an enumeration really has, with their counts, and the span of days and amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Field, Type

from .query import Query, selection
from .reader import Reader
from .snapshots import Snapshot

_SPANNED = (Type.DATE, Type.DATETIME, Type.MONEY, Type.INTEGER, Type.NUMBER)


@dataclass(frozen=True)
class Statistics:
    """Of the rows that a reader may see: for each enumeration and yes-or-no column how often each value stands there,
    in the order of the enumeration; for each other column that has an order, its least and greatest value.
    """

    counts: dict[str, dict[Any, int]]
    spans: dict[str, tuple[Any, Any]]


def statistics(snapshot: Snapshot, reader: Reader, query: Query) -> Statistics:
    """The statistics of the rows a query finds (its page and order do not matter). One pass, remembered for each state."""
    chosen = selection(reader, query)
    counted = [field for field in chosen.columns if field.labels or field.type is Type.BOOLEAN]
    spanned = [field for field in chosen.columns if field.type in _SPANNED]
    asked = [f"histogram({quoted(field.name)})" for field in counted]
    asked += [f"{side}({quoted(field.name)})" for field in spanned for side in ("min", "max")]
    if not asked:
        return Statistics({}, {})
    (row,) = snapshot.remembered(f"SELECT {', '.join(asked)} {chosen.source}", tuple(chosen.values.bound))
    bounds = row[len(counted) :]
    spans = zip(spanned, zip(bounds[::2], bounds[1::2], strict=True), strict=True)
    return Statistics(
        {field.name: _ordered(field, found) for field, found in zip(counted, row, strict=False)},
        {field.name: span for field, span in spans if span[0] is not None},
    )


def _ordered(field: Field, found: dict[Any, int] | None) -> dict[Any, int]:
    known: list[Any] = [*field.labels] or [True, False]
    return {value: (found or {})[value] for value in known if value in (found or {})}
