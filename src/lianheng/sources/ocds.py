"""OCDS compiled releases (one per line, or in release and record packages) → procurements, bids, awards,
contracts, suppliers, units.

The publisher's own codes and ids are kept beside the ledger's, so that red flags computed elsewhere can be
reproduced exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianheng.sources import ocds_release
from lianheng.sources.bounded import MEBIBYTE, open_stream, too_large
from lianheng.sources.conversion import WHOLE, Conversion, Log, fault, line
from lianheng.sources.kinds import kind_of, wrong_kind
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

LARGEST_LINE = 64 * MEBIBYTE
LARGEST_PACKAGE = 128 * MEBIBYTE
"""A package is held in memory whole; larger ones should be one release per line."""

_MEND_LINE = Text("请修正这一行，其余各行已照常转换", "Mend this line; the other lines were converted")
_COMPILE = Text(
    "请先编译为一个采购项目一条（compiled release）",
    "Compile the releases first: one per contracting process",
)


def convert(source: Path, out: Path) -> Conversion:
    """Convert one ``.jsonl`` or ``.json`` file, also gzipped. A broken line is refused; the rest goes on.
    Raises SourceError.
    """
    log = Log()
    with TableWriter(out, log) as writer:
        mapping = ocds_release.Mapping(source.name, writer, log)
        for place, release in _releases(source, log):
            mapping.write(release, place)
        mapping.tell()
        return writer.publish([source])


def _releases(source: Path, log: Log) -> Iterator[tuple[Text, dict[str, Any]]]:
    with open_stream(source) as stream:
        kind = kind_of(stream.peek(256)[:256])
        if kind != "text":
            raise wrong_kind(source.name, kind, Text("JSON或JSON Lines文本", "JSON or JSON Lines"))
    whole = _package(source) if source.name.removesuffix(".gz").endswith(".json") else None
    documents = [(WHOLE, whole)] if whole is not None else _lines(source, log)
    for place, document in documents:
        yield from _unpack(document, place, source.name, log)


def _package(source: Path) -> Any | None:
    """The document of a ``.json`` file; None when it turns out to hold one document per line."""
    with open_stream(source) as stream:
        data = stream.read(LARGEST_PACKAGE + 1)
    if len(data) > LARGEST_PACKAGE:
        raise too_large(source.name, WHOLE, LARGEST_PACKAGE)
    try:
        return parse(data)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return None
        raise fault(
            source.name,
            line(error.lineno),
            error.doc[max(0, error.pos - 20) : error.pos + 20],
            Text("JSON有误", f"the JSON is broken: {error.msg}"),
            Text("请重新导出完整的文件", "Export the complete file again"),
        ) from error
    except (ValueError, RecursionError) as error:
        raise fault(
            source.name,
            WHOLE,
            error,
            Text("JSON读不了", "the JSON cannot be read"),
            Text("请重新导出", "Export it again"),
        ) from error


def _lines(source: Path, log: Log) -> Iterator[tuple[Text, Any]]:
    with open_stream(source) as stream:
        number = 0
        while raw := stream.readline(LARGEST_LINE + 1):
            number += 1
            if len(raw) > LARGEST_LINE:
                raise too_large(source.name, line(number), LARGEST_LINE)
            if not raw.strip():
                continue
            try:
                yield line(number), parse(raw)
            except (ValueError, RecursionError) as error:
                reason = Text("这一行不是完整的JSON", f"this line is not complete JSON: {error}")
                log.refuse(source.name, line(number), raw[:60].decode("utf-8", "replace"), reason, _MEND_LINE)


def parse(data: bytes) -> Any:
    """JSON with exact numbers. Raises ValueError (also for NaN, broken UTF-8) and RecursionError."""
    return json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant)


def _no_constant(name: str) -> Decimal:
    raise ValueError(f"{name} is not a number")


def _unpack(document: Any, place: Text, file: str, log: Log) -> Iterator[tuple[Text, dict[str, Any]]]:
    """Releases out of a package, a record, a list or a release itself."""
    if isinstance(document, list):
        for number, item in enumerate(document, 1):
            where = Text(f"{place.zh}第{number}项", f"{place.en}, item {number}")
            if isinstance(item, dict):
                yield from _unpack(item, where, file, log)
            else:
                _refuse(item, where, file, log)
    elif not isinstance(document, dict):
        _refuse(document, place, file, log)
    elif isinstance(document.get("compiledRelease"), dict):
        yield place, document["compiledRelease"]
    elif packed := next(
        (document[key] for key in ("releases", "records") if isinstance(document.get(key), list)), None
    ):
        yield from _unpack(packed, place, file, log)
    elif isinstance(document.get("ocid"), str) and document["ocid"].strip():
        yield place, document
    else:
        _refuse(document, place, file, log)


def _refuse(document: Any, place: Text, file: str, log: Log) -> None:
    shown = ", ".join(map(str, document)) if isinstance(document, dict) else document
    log.refuse(
        file,
        place,
        shown,
        Text("没有ocid的采购记录", "there is no contracting process with an ocid"),
        _COMPILE,
    )
