"""Opening files nobody vouches for: archives and compressed streams with a limit on what may come out of
them.

Nothing is ever unpacked to disk, so names inside an archive cannot escape from anywhere.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from lianheng.sources.conversion import WHOLE, SourceError, element, fault
from lianheng.text import Text

MEBIBYTE = 1 << 20
LARGEST_STREAM = 4096 * MEBIBYTE
LARGEST_MEMBER = 64 * MEBIBYTE
MOST_MEMBERS = 10_000
HIGHEST_RATIO = 250
"""Real exports compress to between a third and a hundredth; what shrinks more than this was made to burst."""


def require_file(source: Path, largest: int = LARGEST_STREAM) -> None:
    """SourceError unless ``source`` is a file with something in it and no larger than ``largest`` bytes."""
    if not source.is_file():
        raise fault(
            source.name,
            WHOLE,
            "",
            Text("文件不存在或不是文件", "there is no such file"),
            Text("请检查路径", "Check the path"),
        )
    size = source.stat().st_size
    if size == 0:
        raise fault(
            source.name,
            WHOLE,
            "",
            Text("文件是空的", "the file is empty"),
            Text("请重新导出", "Export it again"),
        )
    if size > largest:
        raise too_large(source.name, WHOLE, largest)


def too_large(file: str, place: Text, limit: int) -> SourceError:
    mebibytes = limit // MEBIBYTE
    return fault(
        file,
        place,
        "",
        Text(f"内容超过{mebibytes:,}兆字节", f"there is more than {mebibytes:,} MiB in it"),
        Text("请确认文件来历，或分成几个文件", "Make sure where it comes from, or split it"),
    )


def truncated(file: str, place: Text, detail: object) -> SourceError:
    return fault(
        file,
        place,
        detail,
        Text("压缩文件损坏或不完整", "the compressed file is damaged or cut short"),
        Text("请重新下载或导出", "Download or export it again"),
    )


def sha256(source: Path) -> str:
    """Digest of a file, for the manifest."""
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Bounded(io.RawIOBase):
    """A readable stream that stops with a SourceError when more than ``limit`` bytes come out or the data
    is damaged.
    """

    def __init__(self, stream: IO[bytes], file: str, place: Text, limit: int) -> None:
        self._stream, self._file, self._place, self._limit, self._seen = stream, file, place, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except (
            EOFError,
            OSError,
            zlib.error,
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise truncated(self._file, self._place, error) from error
        self._seen += len(data)
        if self._seen > self._limit:
            raise too_large(self._file, self._place, self._limit)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_stream(source: Path) -> io.BufferedReader:
    """A file's bytes, unpacked when it is gzip (known by its first bytes, not its name)."""
    require_file(source)
    stream: IO[bytes] = source.open("rb")
    magic = stream.read(2)
    stream.seek(0)
    limit = LARGEST_STREAM
    if magic == b"\x1f\x8b":
        limit = min(limit, max(MEBIBYTE, source.stat().st_size * HIGHEST_RATIO))
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    return io.BufferedReader(Bounded(stream, source.name, WHOLE, limit), MEBIBYTE)


class Box:
    """A ZIP archive read member by member within limits. Use as a context manager."""

    def __init__(self, source: Path) -> None:
        require_file(source)
        self.file = source.name
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise truncated(source.name, WHOLE, error) from error
        self.members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        if len(self._zip.infolist()) > MOST_MEMBERS:
            self._zip.close()
            raise too_large(source.name, WHOLE, LARGEST_MEMBER)

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def open(self, name: str, largest: int = LARGEST_MEMBER) -> io.BufferedReader:
        """One member as a stream. The size it claims is checked first, the size it has while reading."""
        info = self.members[name]
        limit = min(largest, max(MEBIBYTE, info.compress_size * HIGHEST_RATIO))
        if info.file_size > limit:
            raise too_large(self.file, element(name), limit)
        try:
            stream = self._zip.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise truncated(self.file, element(name), error) from error
        return io.BufferedReader(Bounded(stream, self.file, element(name), limit), MEBIBYTE)

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes:
        """One member in memory."""
        with self.open(name, largest) as stream:
            return stream.read()
