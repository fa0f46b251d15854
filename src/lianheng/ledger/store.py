"""A store of immutable batches: each import is kept as Parquet with a manifest, never changed, at most withdrawn.

``parts(as_at)`` gives the files of the ledger as it was known on a day. A later batch of a table adds its rows; a row with
a key that an earlier batch has is refused, because corrections are reversing rows or a withdrawal followed by a new batch.

    STORE/.lock                          held for the moment in which a batch is added or withdrawn; readers need none
    STORE/batches/ID/manifest.json       written once
    STORE/batches/ID/TABLE.parquet       written once
    STORE/batches/ID/withdrawn.json      added when the batch is withdrawn
    STORE/batches/.new-…                 what an import is still writing, or what a killed one has left; nobody reads it
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from lianheng.ledger.locking import is_locked, keep, locked
from lianheng.ledger.manifest import MANIFEST, WITHDRAWN, Manifest, Withdrawal
from lianheng.ledger.verification import Damage, Kind, damages
from lianheng.tabular.database import TIME_ZONE
from lianheng.text import UserError

BATCHES = "batches"
_NEW = ".new-"


class Store:
    """A folder of batches. Any number of processes may read and write it; a half-written batch is never visible."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._batches = root / BATCHES

    # --- reading ------------------------------------------------------------------------------------------------------

    def manifests(self) -> list[Manifest]:
        """All batches in the order they were recorded, withdrawn ones too. Raises UserError naming a damaged one."""
        found = [_manifest(folder) for folder in self._folders()]
        return sorted(found, key=lambda manifest: (manifest.recorded_at, manifest.batch_id))

    def manifest(self, batch_id: str) -> Manifest:
        """One batch. Raises UserError when there is none of that name."""
        for manifest in self.manifests():
            if manifest.batch_id == batch_id:
                return manifest
        raise UserError(f"没有批次 {batch_id}。", f"There is no batch {batch_id}.")

    def batch_file(self, manifest: Manifest, table: str) -> Path:
        return self._batches / manifest.batch_id / f"{table}.parquet"

    def known(self, as_at: datetime.date | None = None) -> list[Manifest]:
        """The batches that count at the end of a day in Beijing; all not withdrawn when no day is given."""
        if as_at is None:
            return [manifest for manifest in self.manifests() if manifest.withdrawal is None]
        evening = datetime.datetime.combine(as_at, datetime.time.max, ZoneInfo(TIME_ZONE))
        return [manifest for manifest in self.manifests() if manifest.known_on(evening)]

    def parts(self, manifests: list[Manifest]) -> dict[str, list[Path]]:
        """The Parquet files of some batches by table."""
        found: dict[str, list[Path]] = {}
        for manifest in manifests:
            for name in manifest.rows:
                found.setdefault(name, []).append(self.batch_file(manifest, name))
        return found

    def verify_batch(self, manifest: Manifest) -> tuple[Damage, ...]:
        """What of a batch is altered, missing or extra; nothing when it is as recorded. Never raises."""
        return damages(self._batches / manifest.batch_id, manifest)

    def verify(self) -> tuple[Damage, ...]:
        """The same for every batch that is there. That none is gone, only a journal of their digests can tell."""
        found: list[Damage] = []
        for folder in self._folders():
            try:
                found += self.verify_batch(_manifest(folder))
            except UserError:
                found.append(Damage(folder.name, MANIFEST, Kind.ALTERED))
        return tuple(found)

    def _folders(self) -> list[Path]:
        if not self._batches.is_dir():
            return []
        return sorted(folder for folder in self._batches.iterdir() if not folder.name.startswith("."))

    # --- writing ------------------------------------------------------------------------------------------------------

    def lock(self) -> AbstractContextManager[None]:
        """Held while it is decided whether a batch may be added, and until it is. Not to be taken twice by one thread."""
        self._batches.mkdir(parents=True, exist_ok=True)
        return locked(self.root / ".lock")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder to write a new batch into. What ``record`` has not made part of the store by the end is removed."""
        with ExitStack() as alive:
            with self.lock():
                self._sweep()
                staged = Path(tempfile.mkdtemp(prefix=_NEW, dir=self._batches))
                alive.enter_context(locked(staged))
            alive.callback(shutil.rmtree, staged, ignore_errors=True)
            yield staged

    def record(self, staged: Path, manifest: Manifest) -> None:
        """Make a staged folder a batch, under ``lock()``. The rename is the moment it exists, and it is whole on disk then."""
        (staged / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        for file in staged.iterdir():
            file.chmod(0o440)
            keep(file)
        staged.chmod(0o750)
        keep(staged)
        staged.rename(self._batches / manifest.batch_id)
        keep(self._batches)

    def withdraw(self, batch_id: str, by: str, reason: str, at: datetime.datetime) -> Withdrawal:
        """Mark a batch as withdrawn. Its files stay. Raises UserError for an unknown or withdrawn batch, or without a reason."""
        if not reason.strip():
            raise UserError("请写明撤回原因。", "Say why the batch is withdrawn.")
        with self.lock():
            manifest = self.manifest(batch_id)
            if manifest.withdrawal is not None:
                raise UserError(f"批次 {batch_id} 已经撤回。", f"Batch {batch_id} is already withdrawn.")
            withdrawal = Withdrawal(manifest.digest, at, by, reason.strip())
            fresh = self._batches / f"{_NEW}{batch_id}.json"
            fresh.write_text(withdrawal.to_json(), encoding="utf-8")
            keep(fresh)
            fresh.rename(self._batches / batch_id / WITHDRAWN)
            keep(self._batches / batch_id)
        return withdrawal

    def sweep(self) -> None:
        """Remove what killed imports have left. What a living one is writing stays."""
        with self.lock():
            self._sweep()

    def _sweep(self) -> None:
        for left in self._batches.glob(f"{_NEW}*"):
            if not left.is_dir():
                left.unlink()
            elif not is_locked(left):
                shutil.rmtree(left)


def _manifest(folder: Path) -> Manifest:
    file, withdrawn = folder / MANIFEST, folder / WITHDRAWN
    try:
        manifest = _read(file, _changed(file), _changed(withdrawn) if withdrawn.exists() else None)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(folder) from error
    if manifest.batch_id != folder.name:
        raise _damaged(folder)
    return manifest


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns


@lru_cache(maxsize=10_000)
def _read(file: Path, _written: int, withdrawn: int | None) -> Manifest:
    """A manifest is written once, so it is read once: a page that lists thousands of batches stays quick."""
    record = None if withdrawn is None else file.with_name(WITHDRAWN).read_text(encoding="utf-8")
    withdrawal = None if record is None else Withdrawal.from_json(record)
    manifest = Manifest.from_json(file.read_text(encoding="utf-8"), withdrawal)
    if withdrawal is not None and withdrawal.batch != manifest.digest:
        raise ValueError("the withdrawal is of another batch")
    return manifest


def _damaged(folder: Path) -> UserError:
    return UserError(
        f"批次 {folder.name} 的登记信息缺失或被改动，批次库已停用。请从备份恢复该批次。",
        f"The record of batch {folder.name} is missing or altered; the store is not used until it is restored from a backup.",
    )
