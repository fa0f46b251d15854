"""The ledger as somebody may look at it: the snapshot of now or of a day, tables with their counts, and a row with its batch."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianheng.ledger.browsing.query import Query, count, selection
from lianheng.ledger.browsing.snapshots import Snapshot, Snapshots
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.store import Store
from lianheng.tabular.schema import Table
from lianheng.web.access.actor import Actor
from lianheng.web.ledger.groups import Group, group_of
from lianheng.web.ledger.models import SavedView
from lianheng.web.ledger.records import records, records_mark
from lianheng.web.ledger.rights import HouseReader, reader_of, visible_groups


@dataclass(frozen=True)
class Counted:
    """A table and how many of its rows the reader may see."""

    table: Table
    rows: int


def snapshot_of(as_at: datetime.date | None = None) -> Snapshot:
    """The ledger as it is known now, or was at the end of a day, with the apps' records."""
    day = as_at or timezone.localdate()
    return _snapshots(Path(settings.STORE_FOLDER)).current((records_mark(), day), lambda: records(day), as_at)


@cache
def _snapshots(root: Path) -> Snapshots:
    return Snapshots(Store(root))


def counted_tables(actor: Actor, snapshot: Snapshot) -> list[tuple[Group, list[Counted]]]:
    """The tables that somebody may open, by group, with their numbers of rows."""
    found = []
    for group in visible_groups(actor):
        reader = reader_of(actor, group.tables[0])
        tables = [ledger_tables()[name] for name in group.tables]
        found.append((group, [Counted(table, _rows(snapshot, reader, table)) for table in tables]))
    return found


def _rows(snapshot: Snapshot, reader: HouseReader, table: Table) -> int:
    return count(snapshot, selection(reader, Query(table.name)))


def manifest_of(snapshot: Snapshot, batch: str | None) -> Manifest | None:
    """The batch that a row came with."""
    return next((manifest for manifest in snapshot.manifests if manifest.batch_id == batch), None)


def saved_views(actor: Actor, table: str) -> list[SavedView]:
    """One's own views of a table, and those shared in the units one reaches."""
    own = SavedView.objects.filter(account__username=actor.name, table=table)
    units = actor.units(group_of(table).view_action)
    shared = SavedView.objects.filter(table=table, shared=True).exclude(account__username=actor.name)
    shared = shared if units is None else shared.filter(unit__in=units)
    return [*own, *shared.select_related("account__person")]
