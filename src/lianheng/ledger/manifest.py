"""The record of a batch: who recorded it, when, from what, and the digest of every file of it. Written once, never again.

What may change later, its withdrawal, is a record of its own beside it, so that the batch's digest holds for ever.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MANIFEST = "manifest.json"
WITHDRAWN = "withdrawn.json"


@dataclass(frozen=True)
class Withdrawal:
    """Who took a batch back, when and why. ``batch`` is the digest of the batch's manifest."""

    batch: str
    at: datetime.datetime
    by: str
    reason: str

    @property
    def digest(self) -> str:
        """SHA-256 over the record, so that a journal can hold it."""
        return _sha256(self.as_record())

    def as_record(self) -> dict[str, Any]:
        return {"batch": self.batch, "at": _instant(self.at), "by": self.by, "reason": self.reason}

    def to_json(self) -> str:
        return _pretty(self.as_record() | {"digest": self.digest})

    @classmethod
    def from_json(cls, text: str) -> Withdrawal:
        """Raises ValueError when the record does not bear out its own digest."""
        raw = _undamaged(text)
        return cls(raw["batch"], datetime.datetime.fromisoformat(raw["at"]), raw["by"], raw["reason"])


@dataclass(frozen=True)
class Manifest:
    """Who recorded a batch, when, from what, and how many rows of each table it holds."""

    batch_id: str
    recorded_at: datetime.datetime
    recorded_by: str
    sources: Mapping[str, str]
    """SHA-256 of each file that was given, by file name."""
    rows: Mapping[str, int]
    files: Mapping[str, str]
    """SHA-256 of each Parquet file that the batch is kept as, by file name."""
    withdrawal: Withdrawal | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all but the withdrawal, as JSON with sorted keys and no blanks: it fixes every byte of the batch."""
        return _sha256(self._fixed())

    def known_on(self, moment: datetime.datetime) -> bool:
        """Whether the batch had been recorded, and not yet withdrawn, at a moment."""
        return self.recorded_at <= moment and (self.withdrawal is None or self.withdrawal.at > moment)

    def as_record(self) -> dict[str, Any]:
        """Everything about the batch in plain values."""
        withdrawn = None if self.withdrawal is None else self.withdrawal.as_record()
        return self._fixed() | {"digest": self.digest, "withdrawal": withdrawn}

    def to_json(self) -> str:
        """The content of ``manifest.json``."""
        return _pretty(self._fixed() | {"digest": self.digest})

    @classmethod
    def from_json(cls, text: str, withdrawal: Withdrawal | None = None) -> Manifest:
        """Raises ValueError when the record does not bear out its own digest."""
        raw = _undamaged(text)
        raw["recorded_at"] = datetime.datetime.fromisoformat(raw["recorded_at"])
        return cls(**raw, withdrawal=withdrawal)

    def _fixed(self) -> dict[str, Any]:
        return {
            "batch_id": self.batch_id,
            "recorded_at": _instant(self.recorded_at),
            "recorded_by": self.recorded_by,
            "sources": dict(self.sources),
            "rows": dict(self.rows),
            "files": dict(self.files),
        }


def _instant(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat()


def _sha256(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _pretty(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _undamaged(text: str) -> dict[str, Any]:
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw.pop("digest", None) != _sha256(raw):
        raise ValueError("the record and its digest do not agree")
    return raw
