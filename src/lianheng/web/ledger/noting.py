"""Readings that the journal keeps: of tables of private matters, and of private columns however they are asked about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from lianheng.ledger.browsing.query import Query
from lianheng.ledger.browsing.row import Opened
from lianheng.tabular.schema import Table
from lianheng.web.access.actor import Actor
from lianheng.web.history.services import record_reading
from lianheng.web.ledger.groups import group_of
from lianheng.web.ledger.rights import HouseReader
from lianheng.web.shell.words import say


def note_table(by: Actor, reader: HouseReader, table: Table, query: Query) -> None:
    """A page of a table. To filter, sort or search by a private column is to read it, shown or not."""
    asked = {*query.columns, *(one.column for one in query.filters), *(one.column for one in query.sort)}
    touched = asked & table.columns.keys()  # an address may name columns of another table
    if query.search:
        touched |= reader.fields(table).keys()
    _note(by, table, touched, "")


def note_row(by: Actor, opened: Opened) -> None:
    """A row's page: the row itself, and what of private matters is shown to refer to it."""
    with transaction.atomic():
        _note(by, opened.table, (field.name for field in opened.columns), opened.key)
        for item in opened.referrers:
            _note(
                by,
                item.table,
                (field.name for field in item.columns),
                "",
                f"← {say(opened.table.title)} {opened.key}",
            )


def _note(by: Actor, table: Table, columns: Iterable[str], key: str, beside: str = "") -> None:
    group = group_of(table.name)
    if group.noted or table.sensitive or any(table.columns[name].sensitive for name in columns):
        record_reading(
            by, group.view_action, f"ledger.{table.name}", key, f"{say(table.title)} {beside}".strip()
        )
