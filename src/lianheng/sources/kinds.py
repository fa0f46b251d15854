"""What a file really is, by its first bytes: so that a wrong file is named for what it is, whatever its
name says.
"""

from __future__ import annotations

from pathlib import Path

from lianheng.sources.conversion import WHOLE, SourceError, fault
from lianheng.text import Text

_MAGIC = (
    (b"PK\x03\x04", "zip", Text("ZIP压缩包（OFD、XLSX也是）", "a ZIP archive (OFD and XLSX are such)")),
    (b"%PDF", "pdf", Text("PDF", "a PDF")),
    (b"PAR1", "parquet", Text("Parquet", "a Parquet file")),
    (b"\x1f\x8b", "gzip", Text("gzip压缩文件", "a gzip file")),
    (b"\xd0\xcf\x11\xe0", "ole", Text("旧版Office文件", "an old Office file")),
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(head: bytes) -> str:
    """``zip``, ``pdf``, ``parquet``, ``gzip``, ``ole``, ``xml``, ``binary`` or ``text``."""
    for magic, kind, _ in _MAGIC:
        if head.startswith(magic):
            return kind
    for mark in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            head = head[len(mark) :].replace(b"\0", b"")
    if b"\0" in head:
        return "binary"
    return "xml" if head.lstrip().startswith(b"<") else "text"


def kind_of_file(source: Path) -> str:
    with source.open("rb") as stream:
        return kind_of(stream.read(256))


def wrong_kind(file: str, kind: str, wanted: Text) -> SourceError:
    """The file is something else than this source reads."""
    names = {known: name for _, known, name in _MAGIC}
    names["xml"] = Text("XML", "an XML file")
    names["text"] = Text("文本", "plain text")
    found = names.get(kind, Text("无法识别的二进制文件", "a binary file of unknown kind"))
    return fault(
        file,
        WHOLE,
        "",
        Text(f"这是{found.zh}，需要{wanted.zh}", f"this is {found.en}; {wanted.en} is needed"),
        Text("请换成正确的文件或来源类型", "Give the right file, or the right kind of source"),
    )
