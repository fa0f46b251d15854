"""Opens a store as a ledger: its batches as known on a day, together with the rows that the application keeps.

Runs before every run of rules and every report over a store. The batches were checked when they were recorded; here it is
proved that they are still what was recorded, and said which references have since lost what they refer to.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.known import BATCH, Records, drop_known, lay_known
from lianheng.ledger.ledger import Ledger, LedgerRefused, digest_of, overlay_parts
from lianheng.ledger.reading import Progress, Steps, unwatched
from lianheng.ledger.references import missing_keys, no_such_key
from lianheng.ledger.store import Store
from lianheng.ledger.verification import Damage
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.text import Text, UserError

_KNOWN = "known_"


def open_store(
    store: Store,
    as_at: datetime.date | None = None,
    records: Records | None = None,
    progress: Progress = unwatched,
    in_memory: bool = False,
    overlay: Path | None = None,
) -> Ledger:
    """The ledger of a store. ``records`` are the application's own rows, which belong to it like imported ones.

    Raises LedgerRefused when a batch is not what was recorded, UserError when nothing was known on that day.
    """
    records = records or {}
    manifests = store.known(as_at)
    if not manifests and not records:
        raise UserError(f"{store.root} 在该日没有任何批次。", f"{store.root} holds no batch as at that day.")
    steps = Steps(progress, len(manifests) + 2)
    for manifest in manifests:
        steps(f"核对批次 {manifest.batch_id}", f"verifying batch {manifest.batch_id}")
        refuse_damaged(store.verify_batch(manifest))
    database = Database(in_memory=in_memory)
    try:
        names = sorted(lay_known(database, store.parts(manifests), records, _KNOWN))
        steps.total += len(names)
        rows = {name: _stand(database, name, steps) for name in names}
        steps("核对引用", "checking references")
        notices = [notice for name in names for notice in _lost_references(database, name, rows)]
        made_from = [(manifest.batch_id, manifest.digest) for manifest in manifests]
        made_from += [(name, _records_digest(database, name)) for name in sorted(records)]
        drop_known(database, names, _KNOWN)
    except BaseException:
        database.close()
        raise
    total = digest_of([*made_from, *overlay_parts(overlay)])
    return Ledger(database, rows, tuple(notices), total, overlay)


def refuse_damaged(found: Iterable[Damage]) -> None:
    """Raises LedgerRefused, naming each file, when a batch is not what was recorded."""
    problems = [
        Problem(
            Text(
                f"批次 {item.batch_id} 的文件{item.kind.title.zh}",
                f"a file of batch {item.batch_id} {item.kind.title.en}",
            ),
            Text("请从备份恢复。", "Restore it from a backup."),
            item.file or item.batch_id,
        )
        for item in found
    ]
    if problems:
        raise LedgerRefused(problems)


def _stand(database: Database, name: str, steps: Steps) -> int:
    """Make the typed table out of what is known of it. Returns its rows."""
    steps(f"读入 {ledger_tables()[name].title.zh}", f"reading {name}")
    columns = ", ".join(quoted(field.name) for field in ledger_tables()[name].fields)
    database.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM {_KNOWN}{name}")
    (rows,) = database.one(f"SELECT count(*) FROM {name}")
    return int(rows)


def _lost_references(database: Database, name: str, present: Container[str]) -> Iterator[Problem]:
    """References to what a later withdrawal or the application took away: told, and left to the rules to judge."""
    table = ledger_tables()[name]
    for link in table.foreign_keys:
        if link.table in present:
            found = missing_keys(database, f"{_KNOWN}{name}", BATCH, link, [link.table])
            target, field = ledger_tables()[link.table], table.columns[link.column]
            for item in found[:SHOWN_PER_COLUMN]:
                file = str(item.place or table.title.zh)
                yield no_such_key(target, field, item, file, more=item.times - 1, refusal=False)


def _records_digest(database: Database, name: str) -> str:
    """SHA-256 over the rows that the application keeps of a table, in the order of their keys."""
    columns = ", ".join(quoted(field.name) for field in ledger_tables()[name].fields)
    total = hashlib.sha256()
    for block in database.blocks(
        f"SELECT {columns} FROM {_KNOWN}{name} WHERE {BATCH} IS NULL ORDER BY {', '.join(ledger_tables()[name].key)}"
    ):
        for row in block:
            total.update(repr(row).encode())
    return total.hexdigest()
