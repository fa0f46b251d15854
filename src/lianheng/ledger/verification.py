"""Whether a batch is still what was recorded: every file hashed again and held against the manifest, nothing missing or added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lianheng.ledger.manifest import MANIFEST, WITHDRAWN, Manifest, Withdrawal
from lianheng.tabular.files import digest
from lianheng.text import Text


class Kind(Enum):
    """What has happened to a file of a batch."""

    ALTERED = "altered"
    MISSING = "missing"
    EXTRA = "extra"

    @property
    def title(self) -> Text:
        return {
            Kind.ALTERED: Text("内容与登记时不符", "is not what was recorded"),
            Kind.MISSING: Text("已丢失", "is missing"),
            Kind.EXTRA: Text("不属于该批次", "is no part of the batch"),
        }[self]


@dataclass(frozen=True)
class Damage:
    """One file of a batch that is not as it was recorded."""

    batch_id: str
    file: str
    kind: Kind

    @property
    def text(self) -> Text:
        return Text(
            f"批次 {self.batch_id} 的 {self.file} {self.kind.title.zh}。请从备份恢复后再用。",
            f"{self.file} of batch {self.batch_id} {self.kind.title.en}. Restore it from a backup before use.",
        )


def damages(folder: Path, manifest: Manifest) -> tuple[Damage, ...]:
    """Everything in a batch's folder that its manifest does not bear out. Reads every byte of the batch."""
    if not folder.is_dir():
        return (Damage(manifest.batch_id, "", Kind.MISSING),)
    present = {file.name for file in folder.iterdir()}
    expected = {MANIFEST, *manifest.files}
    found = dict.fromkeys(expected - present, Kind.MISSING)
    found |= dict.fromkeys(present - expected - {WITHDRAWN}, Kind.EXTRA)
    found |= {
        name: Kind.ALTERED
        for name, recorded in manifest.files.items()
        if name in present and not _is_as(folder / name, recorded)
    }
    if MANIFEST in present and _manifest_digest(folder) != manifest.digest:
        found[MANIFEST] = Kind.ALTERED
    if WITHDRAWN in present and _withdrawn_digest(folder) != manifest.digest:
        found[WITHDRAWN] = Kind.ALTERED
    return tuple(Damage(manifest.batch_id, name, kind) for name, kind in sorted(found.items()))


def _is_as(file: Path, recorded: str) -> bool:
    try:
        return digest(file) == recorded
    except OSError:
        return False


def _manifest_digest(folder: Path) -> str | None:
    try:
        return Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8")).digest
    except (ValueError, TypeError, KeyError, OSError):
        return None


def _withdrawn_digest(folder: Path) -> str | None:
    try:
        return Withdrawal.from_json((folder / WITHDRAWN).read_text(encoding="utf-8")).batch
    except (ValueError, TypeError, KeyError, OSError):
        return None
