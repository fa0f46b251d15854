"""Packs an Office file so that the same content gives the same bytes. Runs last when a DOCX is written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can bear; says nothing."""


def repacked(archive: bytes) -> bytes:
    """The same entries in the same order, without clock, platform or compression.

    Stored, because two builds of zlib may compress differently and a sealed report must come out the same
    on every machine.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as given, ZipFile(packed, "w", ZIP_STORED) as made:
        for name in given.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            made.writestr(entry, given.read(name))
    return packed.getvalue()
