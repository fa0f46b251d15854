"""Electronic invoices (OFD, XML of fully digital invoices, PDF with such XML embedded; one or a folder) →
invoices.

Only data is read, never the picture of an invoice; signatures are not verified here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from stdnum.cn import uscc

from lianheng.sources.bounded import MEBIBYTE, require_file
from lianheng.sources.conversion import WHOLE, BadValueError, Conversion, Log, SourceError, fault
from lianheng.sources.invoice_fields import Found, from_xml, merged, refuse, row_of
from lianheng.sources.kinds import kind_of_file, wrong_kind
from lianheng.sources.ofd import read_ofd
from lianheng.sources.pdf_guard import require_pdf
from lianheng.sources.writing import TableWriter
from lianheng.sources.xml_faults import xml_faults
from lianheng.text import Text

SUFFIXES = (".ofd", ".xml", ".pdf")
LARGEST = 64 * MEBIBYTE
LARGEST_XML = 8 * MEBIBYTE
MOST_ATTACHMENTS = 100


def convert(source: Path, out: Path) -> Conversion:
    """Convert one file, or every OFD, XML and PDF of a folder; there, a bad file is refused and the others
    go on.
    """
    files = invoices_of(source)
    log, invalid = Log(), 0
    with TableWriter(out, log) as writer:
        first: dict[str, str] = {}
        for file in files:
            row = _row(file, log, alone=len(files) == 1)
            if row is None:
                continue
            if not writer.add("invoices", row):
                other = first[row["invoice_id"]]
                reason = Text(f"与{other}是同一张发票", f"it is the same invoice as {other}")
                log.refuse(
                    file.name,
                    WHOLE,
                    row["invoice_id"],
                    reason,
                    Text("同一发票只入一次", "It is entered once"),
                )
                continue
            first[row["invoice_id"]] = file.name
            codes = (row["seller_uscc"], row["buyer_uscc"])
            invalid += any(code and not uscc.is_valid(code) for code in codes)
        log.note_count(
            invalid,
            "{n}张发票的纳税人识别号不是有效的统一社会信用代码，照原样写入",
            "{n} invoices carry a taxpayer number that is no valid unified code; it was kept as it stands",
        )
        log.note("未验证发票的电子签章", "the electronic seals of the invoices were not verified")
        return writer.publish(files)


def invoices_of(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    files = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not files:
        reason = Text("文件夹里没有电子发票", "there is no electronic invoice in the folder")
        raise fault(
            source.name, WHOLE, "", reason, Text("请放入.ofd、.xml或.pdf", "Put .ofd, .xml or .pdf in it")
        )
    return files


def _row(file: Path, log: Log, *, alone: bool) -> dict[str, Any] | None:
    try:
        return row_of(merged(file.name, fields_of(file)), file.name, log)
    except SourceError as error:
        if alone:
            raise
        log.keep(error.refusal)
    except BadValueError as error:
        refuse(error, file.name, log)
    return None


def fields_of(file: Path) -> dict[str, Found]:
    """What the file says of the invoice, by place. Raises SourceError."""
    require_file(file, LARGEST)
    kind = kind_of_file(file)
    if kind == "zip":
        return read_ofd(file)
    if kind == "xml":
        require_file(file, LARGEST_XML)
        return {file.name: _xml(file.read_bytes(), file.name)}
    if kind == "pdf":
        require_pdf(file, Text("PDF", "a PDF"))
        return _embedded(file)
    raise wrong_kind(
        file.name, kind, Text("OFD、XML或内嵌数据的PDF", "an OFD, an XML, or a PDF with embedded data")
    )


def _xml(data: bytes, file: str) -> Found:
    with xml_faults(file):
        return from_xml(fromstring(data, forbid_dtd=True))


def _embedded(file: Path) -> dict[str, Found]:
    """Fields out of the XML files attached to a PDF."""
    layers = {}
    for name, data in _attachments(file):
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            found = _xml(data, f"{file.name} / {name}")
            if "number" in found:
                layers[name] = found
    if not layers:
        reason = Text("PDF里没有内嵌的发票数据", "there is no invoice data embedded in the PDF")
        advice = Text("请改用同一发票的OFD或XML", "Use the OFD or XML of the same invoice")
        raise fault(file.name, WHOLE, "", reason, advice)
    return layers


def _attachments(file: Path) -> Iterator[tuple[str, bytes]]:
    import pdfplumber
    from pdfminer.pdftypes import dict_value, list_value, resolve1, stream_value

    try:
        with pdfplumber.open(file) as document:
            names = dict_value(document.doc.catalog.get("Names", {}))
            pending: list[Any] = [names.get("EmbeddedFiles")]
            listed: list[Any] = []
            while pending and len(listed) < MOST_ATTACHMENTS:
                tree = dict_value(resolve1(pending.pop()) or {})
                pending += list_value(tree.get("Kids", []))
                listed += list_value(tree.get("Names", []))[1::2]
            for entry in listed[:MOST_ATTACHMENTS]:
                described = dict_value(entry)
                name = resolve1(described.get("UF") or described.get("F") or b"")
                stream = stream_value(dict_value(described["EF"])["F"])
                yield _text(name), stream.get_data()
    except Exception as error:  # pdfminer meets damaged files with whatever its parser stumbles over
        reason = Text("PDF损坏或已加密，读不了", "the PDF is damaged or encrypted")
        raise fault(
            file.name, WHOLE, type(error).__name__, reason, Text("请重新下载", "Download it again")
        ) from error


def _text(name: object) -> str:
    if not isinstance(name, bytes):
        return str(name)
    return name.decode("utf-16" if name.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8", "replace")
