"""Values of the ledger as people read them, with the ways that lead from them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lianheng.ledger.browsing.labels import labels
from lianheng.ledger.browsing.query import Line
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.row import Opened, Referrer
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.browsing.values import BEIJING
from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import Text
from lianheng.web.ledger.asking import IS
from lianheng.web.shell.words import language, say

NAMED = ("units", "people")
"""Tables whose rows are called by their names wherever they are referred to; any other by its key."""
NUMBERS = (Type.MONEY, Type.INTEGER, Type.NUMBER)
YES, NO = Text("是", "yes"), Text("否", "no")
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Cell:
    """A value as it is shown. ``hint`` is the bare value where a name is shown in its place."""

    text: str
    address: str = ""
    hint: str = ""
    number: bool = False


def text_of(field: Field, value: Any) -> str:
    """A value in the reader's language; an empty cell is an empty text."""
    if value is None:
        return ""
    if field.labels:
        return str(field.labels.get(str(value), value)) if language() == "zh" else str(value)
    match value:
        case bool():
            return say(YES if value else NO)
        case Decimal():
            return f"{value:,.2f}" if field.type is Type.MONEY else f"{value.normalize():f}"
        case datetime.datetime():
            return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"
        case _:
            return str(value)


def row_address(table: str, key: str, as_at: str = "") -> str:
    asked = {"key": key} | ({"as_at": as_at} if as_at else {})
    return f"{reverse('ledger:row', kwargs={'key': table})}?{urlencode(asked)}"


def shown_lines(
    table: Table,
    columns: Iterable[Field],
    lines: Iterable[Line],
    reader: Reader,
    names: Names,
    as_at: str = "",
) -> list[list[Cell]]:
    """Rows of a table: the key leads to the row's page, a foreign key to the row it names."""
    fields = list(columns)
    return [
        [
            Cell(text_of(field, value), row_address(table.name, line.key, as_at))
            if field.name == table.key[0]
            else shown_cell(table, field, value, reader, names, as_at)
            for field, value in zip(fields, line.values, strict=True)
        ]
        for line in lines
    ]


def shown_cell(table: Table, field: Field, value: Any, reader: Reader, names: Names, as_at: str = "") -> Cell:
    text = text_of(field, value)
    link = next((link for link in table.foreign_keys if link.column == field.name), None)
    if link is None or value is None:
        return Cell(text, number=field.type in NUMBERS)
    name = names.get(link.table, {}).get(text, "")
    address = row_address(link.table, text, as_at) if reader.may_open(link.table) else ""
    return Cell(name or text, address, text if name else "")


def names_of(
    snapshot: Snapshot, reader: Reader, table: Table, columns: list[Field], lines: Iterable[Line]
) -> Names:
    """What the units and people in some rows are called, as far as the reader may see them."""
    found: dict[str, dict[str, str]] = {}
    rows = list(lines)
    for target in NAMED:
        own = {link.column for link in table.foreign_keys if link.table == target}
        places = [place for place, field in enumerate(columns) if field.name in own]
        keys = {
            str(line.values[place]) for line in rows for place in places if line.values[place] is not None
        }
        if keys:
            found[target] = labels(snapshot, reader, target, keys)
    return found


def shown_row(opened: Opened, reader: Reader, as_at: str = "") -> dict[str, Any]:
    """A row's page: each column with its value, and what refers to the row."""
    referred = {item.field.name: item for item in opened.references}
    facts = []
    for field, value in zip(opened.columns, opened.values, strict=True):
        cell = Cell(text_of(field, value))
        if (item := referred.get(field.name)) is not None and item.label is not None:
            text = item.label if item.label == item.key else f"{item.label}（{item.key}）"
            cell = Cell(text, row_address(item.table.name, item.key, as_at))
        facts.append((field, cell))
    referrers = [_referrer(item, reader, opened.key, as_at) for item in opened.referrers]
    return {"table": opened.table, "number": opened.key, "facts": facts, "referrers": referrers}


def _referrer(item: Referrer, reader: Reader, key: str, as_at: str) -> dict[str, Any]:
    asked = {f"{IS}{item.field.name}": key} | ({"as_at": as_at} if as_at else {})
    return {
        "table": item.table,
        "field": item.field,
        "count": item.count,
        "columns": item.columns,
        "rows": shown_lines(item.table, item.columns, item.lines, reader, {}, as_at),
        "all": f"{reverse('ledger:table', kwargs={'key': item.table.name})}?{urlencode(asked)}",
    }
