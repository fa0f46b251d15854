"""Files whose digest a record keeps: whether each is still what was kept. Used by the ``proofs.py`` of apps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lianheng.text import Text
from lianheng.web.history.problems import Problem, Seen

KeptFile = tuple[str, Path, str]
"""What it belongs to, where it lies, and the SHA-256 it had."""


def problems_of(files: Iterable[KeptFile], seen: Seen) -> Iterator[Problem]:
    """A problem for each file that is gone or is no longer what was kept."""
    for name, path, digest in files:
        try:
            with path.open("rb") as stream:
                is_same = hashlib.file_digest(stream, "sha256").hexdigest() == digest
        except OSError:
            yield Problem(
                "file_missing",
                name,
                Text(f"{name} 的文件 {path.name} 已丢失。", f"The file {path.name} of {name} is missing."),
            )
        else:
            if not is_same:
                what = Text(
                    f"{name} 的文件 {path.name} 与保存时不同。",
                    f"The file {path.name} of {name} is not what was kept.",
                )
                yield Problem("file_altered", name, what)
        seen(1)
