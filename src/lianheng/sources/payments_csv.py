"""A finance system's export of payments (CSV, alone or in a ZIP) → payments, units, suppliers.

Columns are mapped as ``payments_mapping`` says. Reading is by columns, block by block; amounts are exact
decimals throughout.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from lianheng.sources import neutral
from lianheng.sources.bounded import LARGEST_STREAM, MEBIBYTE, Box, open_stream, require_file
from lianheng.sources.conversion import WHOLE, Conversion, Log, Refusal, fault, line, short
from lianheng.sources.kinds import kind_of, kind_of_file, wrong_kind
from lianheng.sources.payments_mapping import Mapping, mapping_for, shape, written_beside
from lianheng.sources.payments_rows import Rows
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

BLOCK = 4 * MEBIBYTE
ENCODINGS = ("utf-8", "gb18030", "latin-1")
"""Tried in this order: what is valid UTF-8 is UTF-8; what is not is most likely Chinese; the last fits
anything.
"""


def convert(source: Path, out: Path) -> Conversion:
    """Convert one export. Bad rows are refused one by one; a file that is no such export raises
    SourceError.
    """
    require_file(source)
    log = Log()
    beside = written_beside(source)
    written = dict(beside[1]) if beside else None
    encoding = _encoding(source, written)
    header = _header(source, encoding, *shape(written))
    mapping = mapping_for(source, header, written)
    with TableWriter(out, log) as writer:
        rows = Rows(mapping, source.name, log)
        skipped: list[int] = []
        for batch in _batches(source, encoding, mapping, skipped, log):
            writer.add_arrow("payments", rows.payments(batch, skipped))
        for unit_id, name in rows.units.items():
            made = mapping.unit
            writer.add("units", neutral.unit(unit_id, name, level=made.level, division=made.division_code))
        for supplier in rows.suppliers:
            writer.add("suppliers", {"supplier_id": supplier, "name": supplier})
        rows.tell()
        log.note(f"按{encoding}编码读取", f"read as {encoding}")
        return writer.publish([source] + ([beside[0]] if beside else []))


@contextmanager
def _stream(source: Path) -> Iterator[io.BufferedReader]:
    """The CSV's bytes: the file itself, gunzipped, or the only table inside a ZIP."""
    if kind_of_file(source) != "zip":
        with open_stream(source) as stream:
            yield stream
        return
    with Box(source) as box:
        tables = [name for name in box.members if name.lower().endswith((".csv", ".txt"))]
        if len(tables) != 1:
            reason = Text(
                f"压缩包里应有且只有一个CSV，现有{len(tables)}个",
                f"one CSV is expected inside, {len(tables)} found",
            )
            raise fault(
                source.name,
                WHOLE,
                ", ".join(list(box.members)[:6]),
                reason,
                Text("请只放一个CSV", "Put one in it"),
            )
        with box.open(tables[0], LARGEST_STREAM) as stream:
            yield stream


def _encoding(source: Path, written: dict[str, Any] | None) -> str:
    """The encoding named in the mapping, else the first of ``ENCODINGS`` that reads the whole file."""
    if written and written.get("encoding"):
        return str(written["encoding"])
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ENCODINGS}
    with _stream(source) as stream:
        head = stream.peek(256)[:256]
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        kind = kind_of(head)
        if kind != "text":
            raise wrong_kind(source.name, kind, Text("CSV文本", "CSV text"))
        while block := stream.read(BLOCK):
            for name in list(decoders):
                try:
                    decoders[name].decode(block)
                except UnicodeDecodeError:
                    del decoders[name]
    chosen = next(iter(decoders))
    try:
        decoders[chosen].decode(b"", True)
    except UnicodeDecodeError as error:
        reason = Text("文件在一个字的中间断了", "the file ends in the middle of a character")
        raise fault(source.name, WHOLE, "", reason, Text("请重新导出", "Export it again")) from error
    return chosen


def _header(source: Path, encoding: str, delimiter: str, skip: int) -> list[str]:
    with _stream(source) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        for _ in range(skip):
            text.readline(MEBIBYTE)
        first = text.readline(MEBIBYTE)
    try:
        cells = next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter), [])
    except (csv.Error, TypeError) as error:
        reason = Text("表头读不了", "the header cannot be read")
        raise fault(
            source.name, line(skip + 1), error, reason, Text("请检查分隔符", "Check the delimiter")
        ) from error
    return [cell.strip() for cell in cells]


def _batches(
    source: Path, encoding: str, mapping: Mapping, skipped: list[int], log: Log
) -> Iterator[pa.RecordBatch]:
    """Blocks of rows, every column as text. Rows with too many or too few cells are refused, their numbers
    kept.
    """
    used = sorted(set(mapping.columns.values()))

    def refuse(row: Any) -> str:
        number = (row.number or 0) + mapping.skip_lines
        skipped.append(number)
        log.keep(_ragged(source.name, number, row))
        return "skip"

    reading = arrow_csv.ReadOptions(
        use_threads=False, block_size=BLOCK, encoding=encoding, skip_rows=mapping.skip_lines
    )
    parsing = arrow_csv.ParseOptions(
        delimiter=mapping.delimiter, newlines_in_values=True, invalid_row_handler=refuse
    )
    typing = arrow_csv.ConvertOptions(
        include_columns=used, column_types={name: pa.string() for name in used}, strings_can_be_null=False
    )
    with _stream(source) as stream:
        try:
            yield from arrow_csv.open_csv(stream, reading, parsing, typing)
        except (pa.ArrowException, UnicodeDecodeError, LookupError) as error:
            reason = Text("CSV读不了", "the CSV cannot be read")
            advice = Text(
                "请检查编码、分隔符和引号是否完整", "Check the encoding, the delimiter and closing quotes"
            )
            raise fault(source.name, WHOLE, error, reason, advice) from error


def _ragged(file: str, number: int, row: Any) -> Refusal:
    reason = Text(
        f"应有{row.expected_columns}格，现有{row.actual_columns}格",
        f"{row.expected_columns} cells are expected, {row.actual_columns} found",
    )
    advice = Text("请检查分隔符和引号", "Check delimiters and quotes")
    return Refusal(file, line(number), short(row.text), reason, advice)
