"""The ledger as known at one moment, held open for all readers of a process.

One in-memory database for each state of the ledger: views over the Parquet files of its batches, and copies of the
application's own records. Batches never change, so a snapshot is opened once and read by any number of threads, each query
on a cursor of its own; when a batch comes or goes, or the records change, the next reader gets a new one.
"""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing
from functools import lru_cache
from threading import Lock
from typing import Any

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.known import Records, lay_empty, lay_known
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.snapshot import refuse_damaged
from lianheng.ledger.store import Store
from lianheng.tabular.database import Database, DatabaseError

KEPT_OPEN = 4
"""States of the ledger held open at once: the present one, and some past days that people look at."""
REMEMBERED = 500
"""Pages, counts and statistics remembered for each state; within it they cannot change. What a reader may see is part of
the question, so nobody gets another's answer."""
MEMORY_LIMIT = "2GB"

Row = tuple[Any, ...]


class Snapshot:
    """One state of the ledger. Every table can be read; ``tables`` are those of which something is known."""

    def __init__(self, store: Store, manifests: list[Manifest], records: Records) -> None:
        self.manifests = tuple(manifests)
        database = Database(MEMORY_LIMIT, in_memory=True)
        try:
            self.tables = lay_known(database, store.parts(manifests), records)
            lay_empty(database, ledger_tables().keys() - self.tables)
        except (DatabaseError, OSError):
            database.close()
            refuse_damaged(item for manifest in manifests for item in store.verify_batch(manifest))
            raise
        self._database = database
        self.remembered = _remembering(database)

    def cursor(self) -> Database:
        """The tables for one thread; to be closed by who asked."""
        return self._database.cursor()

    def rows(self, sql: str, values: list[Any]) -> list[Row]:
        with closing(self.cursor()) as cursor:
            return cursor.rows(sql, values)

    def blocks(self, sql: str, values: list[Any]) -> Iterator[list[Row]]:
        """The rows block by block, never all in memory."""
        with closing(self.cursor()) as cursor:
            yield from cursor.blocks(sql, values)


def _remembering(database: Database) -> Callable[[str, tuple[Any, ...]], list[Row]]:
    @lru_cache(maxsize=REMEMBERED)
    def remembered(sql: str, values: tuple[Any, ...]) -> list[Row]:
        with closing(database.cursor()) as cursor:
            return cursor.rows(sql, list(values))

    return remembered


class Snapshots:
    """The snapshots of one store in one process. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._open: OrderedDict[Hashable, Snapshot] = OrderedDict()

    def current(
        self,
        mark: Hashable = None,
        records: Callable[[], Records] = dict,
        as_at: datetime.date | None = None,
    ) -> Snapshot:
        """The ledger as it is known now, or was at the end of a day.

        ``mark`` changes whenever the application's records do (a sequence number of its journal will do); ``records`` is
        called for them only then. Raises UserError naming a batch that is damaged.
        """
        manifests = self._store.known(as_at)
        state = (tuple(manifest.batch_id for manifest in manifests), mark)
        with self._lock:
            if state not in self._open:
                self._open[state] = Snapshot(self._store, manifests, records())
                while len(self._open) > KEPT_OPEN:
                    self._open.popitem(last=False)  # closed when its last reader is done
            self._open.move_to_end(state)
            return self._open[state]
