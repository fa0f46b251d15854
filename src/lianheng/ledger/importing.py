"""Takes a ledger folder into a store as one batch: all of it, or nothing."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.folder import Ledger, LedgerRefused, Progress, ledger_files, open_ledger
from lianheng.ledger.store import Manifest, Store
from lianheng.tabular.database import literal
from lianheng.tabular.files import digest
from lianheng.tabular.problems import Problem
from lianheng.text import Text


def import_folder(
    store: Store, source: Path, by: str, at: datetime.datetime, progress: Progress = lambda _: None
) -> Manifest:
    """Check a folder and record it as a batch. Raises LedgerRefused, and stores nothing, when anything is wrong with it
    or when it repeats a key that the store already knows.
    """
    ledger = open_ledger(source, progress=progress)
    repeated = _repeats(store, ledger)
    if repeated:
        raise LedgerRefused(tuple(repeated))
    sources = {file.name: digest(file) for file in ledger_files(source)}
    batch_id = f"{at:%Y%m%dT%H%M%S}-{hashlib.sha256(repr(sorted(sources.items())).encode()).hexdigest()[:8]}"
    manifest = Manifest(batch_id, at, by, sources, ledger.rows)
    staged = store.staging()
    try:
        for name in ledger.rows:
            progress(Text(f"写入 {name}", f"writing {name}"))
            ledger.database.execute(
                f"COPY {name} TO {literal(str(staged / f'{name}.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
            )
        store.record(staged, manifest)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    finally:
        ledger.database.close()
    return manifest


def _repeats(store: Store, ledger: Ledger) -> list[Problem]:
    found: list[Problem] = []
    for manifest in store.known(None):
        for name in sorted(ledger.rows.keys() & manifest.rows.keys()):
            table = ledger_tables()[name]
            file = literal(str(store.batch_file(manifest, name)))
            key = ", ".join(table.key)
            for value, times in ledger.database.rows(
                f"SELECT CAST(min({table.key[0]}) AS VARCHAR), count(*) FROM {name} SEMI JOIN read_parquet({file}) "
                f"USING ({key}) HAVING count(*) > 0"
            ):
                found.append(
                    Problem(
                        Text(
                            f"编号已在批次 {manifest.batch_id} 中",
                            f"the key is already in batch {manifest.batch_id}",
                        ),
                        Text(
                            "更正请用冲销行，或先撤回该批次。",
                            "Correct by a reversing row, or withdraw that batch first.",
                        ),
                        name,
                        column=key,
                        value=str(value),
                        more=int(times) - 1,
                    )
                )
    return found
