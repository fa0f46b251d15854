"""The page of one table: filters, search, order, columns, saved views, pages; or all rows found as a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render

from lianheng.ledger.browsing.query import Page, Query
from lianheng.ledger.browsing.query import page as page_of
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.browsing.statistics import Statistics, statistics
from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import UserError
from lianheng.web.access.gate import Asked
from lianheng.web.ledger.asking import (
    EMPTY,
    FROM,
    HAS,
    IS,
    RANGED,
    TO,
    active_filters,
    day_of,
    query_of,
)
from lianheng.web.ledger.browsing import saved_views, snapshot_of
from lianheng.web.ledger.exporting import exported
from lianheng.web.ledger.groups import group_of
from lianheng.web.ledger.noting import note_table
from lianheng.web.ledger.rights import HouseReader
from lianheng.web.ledger.showing import names_of, shown_lines, text_of
from lianheng.web.shell.words import say

DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOT_STORED = ("page", "export")
"""Parts of an address that a saved view does not keep."""


@dataclass(frozen=True)
class FilterField:
    """What one column can be filtered by, and what is typed in."""

    field: Field
    kind: str
    """``choice``, ``range`` or ``text``."""
    chosen: str
    has: str
    low: str
    high: str
    empty: str
    choices: tuple[tuple[str, str], ...] = ()
    least: str = ""
    most: str = ""

    @property
    def is_day(self) -> bool:
        """Whether a day is picked; what is no day was typed into the address, and is shown so that it can be mended."""
        typed = [given for given in (self.low, self.high) if given]
        return self.field.type in (Type.DATE, Type.DATETIME) and all(map(DAY.fullmatch, typed))


def listed(request: Asked, table: Table, reader: HouseReader) -> HttpResponseBase:
    """The page, or a file when the address says ``export``. A filter that makes no sense is told, with all that was typed."""
    asked = request.GET
    told: dict[str, Any] = {"table": table, "title": say(table.title), "asked": asked}
    try:
        snapshot = snapshot_of(day_of(asked))
        query = query_of(reader, table, asked)
        note_table(request.actor, reader, table, query)
        if asked.get("export") in ("csv", "xlsx"):
            return exported(request, snapshot, reader, query)
        found = page_of(snapshot, reader, query)
        known = statistics(snapshot, reader, Query(table.name))
    except UserError as error:
        if type(error) is not UserError:
            raise
        told |= {"wrong": say(error.text), "filters": _filters(reader, table, asked, Statistics({}, {}))}
        return render(request, "ledger/table.html", told, status=400)
    told |= _page(snapshot, reader, table, found, asked)
    told |= {
        "filters": _filters(reader, table, asked, known),
        "active": [
            (say(one.text), without(asked, *one.parameters)) for one in active_filters(reader, table, asked)
        ],
        "all_columns": [(field, field.name in query.columns) for field in reader.fields(table).values()],
        "views": saved_views(request.actor, table.name),
        "kept_query": without(asked, *NOT_STORED),
        "group": group_of(table.name),
    }
    return render(request, "ledger/table.html", told)


def without(asked: QueryDict, *names: str, **changed: str) -> str:
    """An address's query without some of its parts, and always from its first page."""
    left = asked.copy()
    for name in (*names, "page", *changed):
        left.pop(name, None)
    for name, value in changed.items():
        left[name] = value
    return str(left.urlencode())


def _page(
    snapshot: Snapshot, reader: HouseReader, table: Table, found: Page, asked: QueryDict
) -> dict[str, Any]:
    columns, as_at = list(found.columns), asked.get("as_at", "")
    names = names_of(snapshot, reader, table, columns, found.lines)
    orders = asked.get("sort", "").split(",")
    heads = [
        {
            "field": field,
            "order": "ascending"
            if field.name in orders
            else "descending"
            if f"-{field.name}" in orders
            else "",
            "next": without(asked, sort=f"-{field.name}" if field.name in orders else field.name),
            "number": field.type in (Type.MONEY, Type.INTEGER, Type.NUMBER),
        }
        for field in columns
    ]
    return {
        "heads": heads,
        "rows": shown_lines(table, columns, found.lines, reader, names, as_at),
        "page": found,
        "previous": f"{without(asked)}&page={found.page - 1}" if found.page > 1 else "",
        "next": f"{without(asked)}&page={found.page + 1}" if found.page < found.pages else "",
    }


def _filters(reader: HouseReader, table: Table, asked: QueryDict, known: Statistics) -> list[FilterField]:
    return [_filter(field, asked, known) for field in reader.fields(table).values()]


def _filter(field: Field, asked: QueryDict, known: Statistics) -> FilterField:
    name = field.name
    shown = FilterField(
        field,
        "text",
        chosen=asked.get(IS + name, ""),
        has=asked.get(HAS + name, ""),
        low=asked.get(FROM + name, ""),
        high=asked.get(TO + name, ""),
        empty=asked.get(EMPTY + name, ""),
    )
    if field.labels or field.type is Type.BOOLEAN:
        counts = known.counts.get(name, {})
        values: list[Any] = list(field.labels) or [True, False]
        choices = tuple(
            (str(value).lower() if value in (True, False) else str(value), _choice(field, value, counts))
            for value in values
        )
        return replace(shown, kind="choice", choices=choices)
    if field.type in RANGED:
        least, most = known.spans.get(name, (None, None))
        return replace(shown, kind="range", least=text_of(field, least), most=text_of(field, most))
    return shown


def _choice(field: Field, value: Any, counts: dict[Any, int]) -> str:
    return f"{text_of(field, value)} ({counts.get(value, 0):,})"
