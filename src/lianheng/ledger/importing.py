"""Takes what was checked into a store as one batch: all of it, or nothing.

The rows are written beside the store first; then, alone with the store, it is asked again whether they may be added.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import Checked, changed, check_import
from lianheng.ledger.folder import LedgerRefused
from lianheng.ledger.known import lay_known
from lianheng.ledger.ledger import file_parts
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.outside import KNOWN, outside_problems
from lianheng.ledger.reading import Progress, Steps, unwatched
from lianheng.ledger.store import Store
from lianheng.tabular.database import literal
from lianheng.tabular.files import digest

ROW_GROUP = 40_960
"""Rows that are read together. A third of the usual: finding one row or the first fifty costs half, scans cost the same."""


def record_import(
    store: Store,
    checked: Checked,
    by: str,
    at: datetime.datetime,
    agreed: str | None = None,
    progress: Progress = unwatched,
) -> Manifest:
    """Record as a batch exactly what was checked. ``agreed`` is the digest that somebody accepted after an earlier check.

    Raises LedgerRefused when the check found mistakes, or when another batch has meanwhile brought one of its keys or taken
    back what it refers to; UserError when the source is not the one accepted. Nothing is stored then.
    """
    _still_the_same(checked, agreed)
    if not checked.accepted:
        raise LedgerRefused(checked.problems)
    steps = Steps(progress, len(checked.rows) + 2)
    with store.staging() as staged:
        files = _write(checked, staged, steps)
        manifest = Manifest(_batch_id(at, checked), at, by, dict(checked.sources), dict(checked.rows), files)
        steps("等待批次库", "waiting for the store")
        with store.lock():
            _still_fits(store, checked)
            steps("登记批次", "recording the batch")
            store.record(staged, manifest)
    return manifest


def import_folder(
    store: Store, source: Path, by: str, at: datetime.datetime, progress: Progress = unwatched
) -> Manifest:
    """Check a file or folder and record it at once. Raises LedgerRefused, and stores nothing, when anything is wrong."""
    with check_import(store, source, progress=progress) as checked:
        return record_import(store, checked, by, at, progress=progress)


def _still_the_same(checked: Checked, agreed: str | None) -> None:
    if agreed is not None and agreed != checked.digest:
        raise changed(checked.files[0])
    try:
        parts = file_parts(checked.files)
    except OSError as error:
        raise changed(checked.files[0]) from error
    if parts != checked.parts:
        raise changed(checked.files[0])


def _write(checked: Checked, staged: Path, steps: Steps) -> Mapping[str, str]:
    """One file for each table, in the order of its key, so that a row is found without reading all of it."""
    found = {}
    for name in sorted(checked.rows):
        steps(f"写入 {ledger_tables()[name].title.zh}", f"writing {name}")
        file = staged / f"{name}.parquet"
        checked.database.execute(
            f"COPY (SELECT * FROM {name} ORDER BY {', '.join(ledger_tables()[name].key)}) "
            f"TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        found[file.name] = digest(file)
    return found


def _batch_id(at: datetime.datetime, checked: Checked) -> str:
    mark = hashlib.sha256(repr(sorted(checked.sources.items())).encode()).hexdigest()[:8]
    return f"{at.astimezone(datetime.UTC):%Y%m%dT%H%M%S%f}-{mark}"


def _still_fits(store: Store, checked: Checked) -> None:
    """Ask again, now that nobody else can add or withdraw a batch, if anybody has."""
    manifests = store.known()
    if frozenset(manifest.batch_id for manifest in manifests) == checked.batches:
        return
    known = lay_known(checked.database, store.parts(manifests), checked.records, KNOWN)
    problems = outside_problems(checked.database, checked.raws, checked.rows, known)
    if any(problem.refusal for problem in problems):
        raise LedgerRefused(problems)
