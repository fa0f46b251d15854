"""Files by the digest of their content: the same content is kept once, and is never written twice or changed.

``<attachments>/<first two digits>/<digest>``. A file is whole and on the disk before anything in the database tells of it.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.conf import settings

from lianheng.journal.digests import Algorithm, Digest
from lianheng.text import UserError
from lianheng.web.evidence.kinds import FileKind, kind_of

LARGEST = 200 * 2**20
"""An evidence package may hold no larger member, so that anybody's machine can verify it."""


@dataclass(frozen=True)
class Stored:
    """A file that lies in the store."""

    digest: str
    size: int
    kind: FileKind


def store(pieces: Iterable[bytes], name: str) -> Stored:
    """Keep an upload. Raises UserError for one that is empty, too large, or of a kind that is not taken."""
    folder = settings.ATTACHMENTS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".receiving-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            size = _write(file.write, pieces, name)
            file.flush()
            os.fsync(file.fileno())
        kind = kind_of(Path(temporary), name)
        digest = digest_of_file(Path(temporary), Algorithm(settings.JOURNAL_DIGEST))
        _put(Path(temporary), path_of(digest), digest)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return Stored(digest, size, kind)


def path_of(digest: str) -> Path:
    """Where the file of a digest lies. Raises UserError for what is no digest, so that no other path can be made."""
    value = Digest.parse(digest).value.hex()
    return Path(settings.ATTACHMENTS_FOLDER) / value[:2] / value


def digest_of_file(file: Path, algorithm: Algorithm) -> str:
    """Without reading it all into memory."""
    with file.open("rb") as stream:
        if file.stat().st_size == 0:
            return str(Digest.of(algorithm, b""))
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return str(Digest.of(algorithm, cast(bytes, content)))


def is_intact(digest: str) -> bool:
    """Whether the stored file still has the content it was kept by. Raises FileNotFoundError."""
    return digest_of_file(path_of(digest), Digest.parse(digest).algorithm) == digest


def _write(write: Callable[[bytes], object], pieces: Iterable[bytes], name: str) -> int:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise UserError(
                f"“{name}”超过 {LARGEST // 2**20} MB，未被接受：请压缩或拆分后再传。",
                f"{name!r} is larger than {LARGEST // 2**20} MB and is not accepted: compress or split it.",
            )
        write(piece)
    if size == 0:
        raise UserError(f"“{name}”是空文件，未被接受。", f"{name!r} is empty and is not accepted.")
    return size


def _put(temporary: Path, target: Path, digest: str) -> None:
    """Give the file its name, in one step. A file that stands there intact is left as it is; a spoiled one is replaced."""
    target.parent.mkdir(exist_ok=True)
    if target.exists() and is_intact(digest):
        return
    temporary.chmod(0o440)
    temporary.replace(target)
    for folder in (target.parent, target.parent.parent):
        _settle(folder)


def _settle(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
