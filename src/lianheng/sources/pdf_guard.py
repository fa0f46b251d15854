"""Looks at a PDF before it is read: compressed parts that would burst are refused, since the reader itself
sets no limit.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from lianheng.sources.bounded import MEBIBYTE, require_file, too_large
from lianheng.sources.conversion import WHOLE
from lianheng.sources.kinds import kind_of_file, wrong_kind
from lianheng.text import Text

LARGEST = 200 * MEBIBYTE
LARGEST_PART = 128 * MEBIBYTE
LARGEST_TOGETHER = 512 * MEBIBYTE
"""What all parts may unpack to; a department's accounts need less than a tenth."""

_PART = re.compile(rb"stream\r?\n")
_STEP = MEBIBYTE


def require_pdf(source: Path, wanted: Text) -> None:
    """SourceError unless ``source`` is a PDF of bearable size, packed and unpacked."""
    require_file(source, LARGEST)
    if (kind := kind_of_file(source)) != "pdf":
        raise wrong_kind(source.name, kind, wanted)
    data = source.read_bytes()
    together = 0
    for part in _PART.finditer(data):
        together += _unpacked(data, part.end())
        if together > LARGEST_TOGETHER:
            raise too_large(source.name, WHOLE, LARGEST_TOGETHER)


def _unpacked(data: bytes, start: int) -> int:
    """How much one part unpacks to, counted without keeping it; stops past ``LARGEST_PART``. Other packings
    count as 0.
    """
    if data[start : start + 1] != b"\x78":
        return 0
    unpacker, size, position = zlib.decompressobj(), 0, start
    pending = b""
    while not unpacker.eof and size <= LARGEST_PART:
        if not pending:
            pending = data[position : position + _STEP]
            position += len(pending)
        try:
            got = len(unpacker.decompress(pending, _STEP))
        except zlib.error:
            break
        pending = unpacker.unconsumed_tail
        size += got
        if not got and not pending and position >= len(data):
            break
    return size if size <= LARGEST_PART else LARGEST_TOGETHER + 1
