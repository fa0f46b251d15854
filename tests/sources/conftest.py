"""What the tests of sources share: running a conversion, its tables as rows, and a writer of small PDFs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lianheng.ledger.folder import open_ledger
from lianheng.sources import SOURCES, Conversion, SourceError

Rows = list[dict[str, Any]]


@dataclass
class Converted:
    """A conversion and the folder it wrote."""

    conversion: Conversion
    folder: Path

    def rows(self, table: str) -> Rows:
        path = self.folder / f"{table}.parquet"
        return pq.read_table(path).to_pylist() if path.exists() else []

    def row(self, table: str, **wanted: object) -> dict[str, Any]:
        """The one row with these values."""
        (found,) = [
            row for row in self.rows(table) if all(row[key] == value for key, value in wanted.items())
        ]
        return found

    @property
    def reasons(self) -> list[str]:
        return [refusal.reason.en for refusal in self.conversion.refused]

    @property
    def notes(self) -> str:
        return "\n".join(note.en for note in self.conversion.notes)

    def opens_as_ledger(self) -> bool:
        """Whether the ledger's own reader takes every row. Raises LedgerRefused otherwise."""
        ledger = open_ledger(self.folder)
        ledger.database.close()
        return ledger.rows == dict(self.conversion.tables)


Convert = Callable[..., Converted]
Refused = Callable[..., SourceError]


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    """Runs a source on a file: given as a path, or as a name with its bytes, text or JSON lines."""

    def run(source: str, name: str | Path, content: object = None, out: str = "out") -> Converted:
        path = name if isinstance(name, Path) else tmp_path / name
        if content is not None:
            path.write_bytes(_bytes(content))
        folder = tmp_path / out
        return Converted(SOURCES[source](path, folder), folder)

    return run


@pytest.fixture
def refused(tmp_path: Path, convert: Convert) -> Refused:
    """Runs a source that must refuse the whole file, and checks that nothing at all was left behind."""

    def run(source: str, name: str | Path, content: object = None) -> SourceError:
        with pytest.raises(SourceError) as caught:
            convert(source, name, content)
        assert not (tmp_path / "out").exists()
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
        error: SourceError = caught.value
        for text in (error.text.zh, error.text.en, error.refusal.advice.zh, error.refusal.advice.en):
            assert text
            assert "Traceback" not in text
        return error

    return run


def _bytes(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, list):
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in content).encode()
    return json.dumps(content, ensure_ascii=False).encode()


@dataclass
class PdfPage:
    """Lines of text down the page, then at most one ruled table; a cell of None is merged with the one
    before it.
    """

    lines: Sequence[str] = ()
    table: Sequence[Sequence[str | None]] = field(default_factory=list)


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Writes a PDF of ``PdfPage``s in a Chinese font the reader knows without embedding; attachments by
    name.
    """

    def make(pages: Sequence[PdfPage], attachments: dict[str, bytes] | None = None) -> bytes:
        objects: list[bytes] = [b"", b"", _FONT, _DESCENDANT]
        names = b""
        for name, data in (attachments or {}).items():
            objects.append(b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
            objects.append(
                b"<< /Type /Filespec /F (%s) /EF << /F %d 0 R >> >>" % (name.encode(), len(objects))
            )
            names += b"(%s) %d 0 R " % (name.encode(), len(objects))
        kids = []
        for page in pages:
            content = _content(page)
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 900] /Contents %d 0 R"
                b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
            )
            kids.append(b"%d 0 R" % len(objects))
        embedded = b" /Names << /EmbeddedFiles << /Names [%s] >> >>" % names if names else b""
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R%s >>" % embedded
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        return _assemble(objects)

    return make


_FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>"
)
CELL_WIDTH, CELL_HEIGHT = 70, 30


def _content(page: PdfPage) -> bytes:
    parts = [_text(30, 860 - 24 * number, line) for number, line in enumerate(page.lines)]
    top = 860 - 24 * len(page.lines)
    for number, row in enumerate(page.table):
        y = top - CELL_HEIGHT * (number + 1)
        column = 0
        while column < len(row):
            width = 1
            while column + width < len(row) and row[column + width] is None:
                width += 1
            x = 30 + CELL_WIDTH * column
            parts.append(b"%d %d %d %d re S" % (x, y, CELL_WIDTH * width, CELL_HEIGHT))
            parts.append(_text(x + 4, y + 10, row[column] or "", size=8))
            column += width
    return b"\n".join(parts)


def _text(x: int, y: int, text: str, size: int = 12) -> bytes:
    return b"BT /F1 %d Tf %d %d Td <%s> Tj ET" % (size, x, y, text.encode("utf-16-be").hex().encode())


def _assemble(objects: Sequence[bytes]) -> bytes:
    result, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(result))
        result += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        result
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(result),
        )
    )
