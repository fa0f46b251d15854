"""A checkpoint: the journal's root on a day, signed, for someone outside to hold.

Runs daily, and before every report and evidence package. The text is a C2SP tlog-checkpoint: origin, number of entries,
root; and three further lines, the time, the algorithm of the tree and the digest of the last entry.
"""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from lianheng.journal.canonical import instant
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import PublicKey, SigningKey
from lianheng.journal.notes import open_note, sign_note
from lianheng.journal.tree import Frontier
from lianheng.text import UserError


@dataclass(frozen=True)
class Checkpoint:
    """What the journal was at ``at``: ``size`` entries with this root, the last of them with this digest."""

    origin: str
    size: int
    root: bytes
    at: datetime
    tree: Algorithm
    last: Digest

    @property
    def lines(self) -> list[str]:
        return [
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"time {instant(self.at)}",
            f"tree {self.tree.value}",
            f"last {self.last}",
        ]


def sign_checkpoint(tree: Frontier, last: Digest, at: datetime, key: SigningKey) -> str:
    """The signed text of the journal as it stands: what is stored, exported and printed. UserError where it is empty."""
    if tree.size < 1:
        raise UserError(
            "日志里还没有记录，无可封存。", "The journal has no entry yet; there is nothing to seal."
        )
    checkpoint = Checkpoint(key.public.origin, tree.size, tree.root(), at, tree.algorithm, last)
    return sign_note(checkpoint.lines, key)


def open_checkpoint(text: str, keys: Collection[PublicKey]) -> Checkpoint:
    """The checkpoint in a signed text. Raises BadSignature, or UserError where what was signed is no checkpoint."""
    lines = open_note(text, keys)
    try:
        checkpoint = _read(lines)
    except (ValueError, UserError):
        checkpoint = None
    if (
        checkpoint is None
        or checkpoint.lines != lines
        or checkpoint.origin not in {key.origin for key in keys}
    ):
        raise UserError("所签内容不是检查点。", "What was signed is no checkpoint.")
    return checkpoint


def _read(lines: list[str]) -> Checkpoint:
    origin, size, root, *rest = lines
    at, tree, last = (line.split(" ", 1)[1] for line in rest)
    return Checkpoint(
        origin,
        int(size),
        base64.b64decode(root, validate=True),
        datetime.fromisoformat(at).astimezone(UTC),
        Algorithm(tree),
        Digest.parse(last),
    )
