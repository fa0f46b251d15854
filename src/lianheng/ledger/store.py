"""A store of immutable batches: each import is kept as Parquet with a manifest, never changed, at most withdrawn.

``snapshot_files(as_at)`` gives the ledger as it was known on a day. A later batch of a table adds its rows; a row with a
key that an earlier batch has is refused, because corrections are reversing rows or a withdrawal followed by a new batch.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lianheng.text import UserError

BATCHES = "batches"
_MANIFEST = "manifest.json"
_SNAPSHOT = "snapshot"


@dataclass(frozen=True)
class Manifest:
    """Who recorded a batch, when, from what, and how many rows of each table it holds."""

    batch_id: str
    recorded_at: datetime.datetime
    recorded_by: str
    sources: dict[str, str]
    """SHA-256 of each file the batch was made from, by file name."""
    rows: dict[str, int]
    withdrawn_at: datetime.datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None

    def known_on(self, moment: datetime.datetime) -> bool:
        """Whether the batch had been recorded, and not yet withdrawn, at a moment."""
        return self.recorded_at <= moment and (self.withdrawn_at is None or self.withdrawn_at > moment)

    def as_record(self) -> dict[str, object]:
        return asdict(self)

    def to_json(self) -> str:
        return json.dumps(self.as_record(), ensure_ascii=False, indent=1, sort_keys=True, default=str)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        raw = json.loads(text)
        for name in ("recorded_at", "withdrawn_at"):
            raw[name] = datetime.datetime.fromisoformat(raw[name]) if raw[name] else None
        return cls(**raw)


class Store:
    """A folder of batches. Writing is by one process at a time; a half-written batch is never visible."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._batches = root / BATCHES

    def manifests(self) -> list[Manifest]:
        """All batches in the order they were recorded, withdrawn ones too."""
        files = self._batches.glob(f"*/{_MANIFEST}")
        found = [Manifest.from_json(file.read_text(encoding="utf-8")) for file in files]
        return sorted(found, key=lambda manifest: (manifest.recorded_at, manifest.batch_id))

    def batch_file(self, manifest: Manifest, table: str) -> Path:
        return self._batches / manifest.batch_id / f"{table}.parquet"

    def staging(self) -> Path:
        """A folder to write the Parquet files of a new batch into. Only ``record`` makes them part of the store."""
        self._batches.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".new-", dir=self._batches))

    def record(self, staged: Path, manifest: Manifest) -> None:
        """Make a staged folder a batch. The rename is the moment it exists."""
        (staged / _MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        for file in staged.iterdir():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
        staged.rename(self._batches / manifest.batch_id)

    def withdraw(self, batch_id: str, by: str, reason: str, at: datetime.datetime) -> None:
        """Mark a batch as withdrawn. Its files stay. Raises UserError for an unknown or already withdrawn batch."""
        manifest = next((item for item in self.manifests() if item.batch_id == batch_id), None)
        if manifest is None or manifest.withdrawn_at is not None:
            raise UserError(f"没有可撤回的批次 {batch_id}。", f"There is no batch {batch_id} to withdraw.")
        marked = replace(manifest, withdrawn_at=at, withdrawn_by=by, reason=reason)
        fresh = self._batches / batch_id / f".{_MANIFEST}"
        fresh.write_text(marked.to_json(), encoding="utf-8")
        fresh.replace(self._batches / batch_id / _MANIFEST)

    def known(self, as_at: datetime.date | None) -> list[Manifest]:
        """The batches that count at the end of a day; all not withdrawn when no day is given."""
        if as_at is None:
            return [manifest for manifest in self.manifests() if manifest.withdrawn_at is None]
        evening = datetime.datetime.combine(as_at, datetime.time.max, datetime.UTC)
        return [manifest for manifest in self.manifests() if manifest.known_on(evening)]

    def snapshot_files(self, as_at: datetime.date | None = None) -> list[Path]:
        """One Parquet file for each table, as known at the end of a day. Raises UserError when nothing was known."""
        parts: dict[str, list[Path]] = {}
        for manifest in self.known(as_at):
            for name in manifest.rows:
                parts.setdefault(name, []).append(self.batch_file(manifest, name))
        if not parts:
            raise UserError(
                f"{self.root} 在该日没有任何批次。", f"{self.root} holds no batch as at that day."
            )
        return [
            files[0] if len(files) == 1 else self._joined(name, files)
            for name, files in sorted(parts.items())
        ]

    def _joined(self, name: str, files: list[Path]) -> Path:
        """The batches of one table as one file, kept beside them under a name made of theirs."""
        import hashlib

        import pyarrow.parquet as pq

        mark = hashlib.sha256("\n".join(file.parent.name for file in files).encode()).hexdigest()[:16]
        target = self.root / _SNAPSHOT / mark / f"{name}.parquet"
        if target.is_file():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        with pq.ParquetWriter(fresh, pq.read_schema(files[0])) as writer:
            for file in files:
                for group in pq.ParquetFile(file).iter_batches():
                    writer.write_batch(group)
        fresh.replace(target)
        return target

    def forget_snapshots(self) -> None:
        """Remove joined files; they are made again when needed."""
        shutil.rmtree(self.root / _SNAPSHOT, ignore_errors=True)
