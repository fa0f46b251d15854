"""An OFD invoice (GB/T 33190: a ZIP of XML) as fields: its document data, the attached original, and the
tagged page text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lianheng.sources.bounded import MEBIBYTE, Box
from lianheng.sources.conversion import WHOLE, element, fault
from lianheng.sources.invoice_fields import Found, from_names, from_xml, kind_in_words
from lianheng.text import Text

LARGEST_XML = 8 * MEBIBYTE
MOST_PARTS = 200
_ADVICE = Text("请向开票方索取原始OFD", "Ask the seller for the original OFD")


def read_ofd(source: Path) -> dict[str, Found]:
    """Fields by the place they stand in, the most trustworthy first. Raises SourceError when this is no
    OFD.
    """
    with Box(source) as box:
        root_name = next((name for name in box.members if name.lstrip("/").lower() == "ofd.xml"), None)
        if root_name is None:
            reason = Text("压缩包里没有OFD.xml，不是OFD文件", "there is no OFD.xml inside; this is no OFD")
            raise fault(source.name, WHOLE, ", ".join(list(box.members)[:5]), reason, _ADVICE)
        root = _parse(box, root_name)
        if root is None:
            raise fault(source.name, element("OFD.xml"), "", Text("XML有误", "the XML is broken"), _ADVICE)
        layers = {}
        for name in box.members:
            if (
                PurePosixPath(name).name == "original_invoice.xml"
                and (original := _parse(box, name)) is not None
            ):
                layers["original_invoice.xml"] = from_xml(original)
        layers["OFD.xml"] = from_names(
            (node.get("Name", ""), node.text) for node in _named(root, "CustomData")
        )
        layers["page"] = _tagged(box)
        return layers


def _tagged(box: Box) -> Found:
    """Fields out of the page text that the custom tags point to, and the kind of invoice printed on the
    page.
    """
    texts: dict[str, str] = {}
    pages, tags = [], []
    parts = [name for name in box.members if name.endswith("Content.xml") or "/Tags/" in f"/{name}"]
    for name in parts[:MOST_PARTS]:
        path = PurePosixPath(name)
        if path.name == "Content.xml" and (content := _parse(box, name)) is not None:
            pages.append(content)
        elif path.parent.name == "Tags" and (tag := _parse(box, name)) is not None:
            tags.append(tag)
    for content in pages:
        for node in _named(content, "TextObject"):
            texts[node.get("ID", "")] = "".join(code.text or "" for code in _named(node, "TextCode"))
    found: Found = {}
    for tag in tags:
        found |= from_names(_references(tag, texts))
    kind = next((kind for text in texts.values() if (kind := kind_in_words(text))), None)
    return {**found, **({"kind": kind} if kind else {})}


def _references(tag: Element, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for node in tag.iter():
        ids = [child.text or "" for child in node if child.tag.endswith("ObjectRef")]
        if ids:
            yield node.tag.rpartition("}")[2], "".join(texts.get(one.strip(), "") for one in ids)


def _named(root: Element, name: str) -> Iterator[Element]:
    return (node for node in root.iter() if node.tag.rpartition("}")[2] == name)


def _parse(box: Box, name: str) -> Element | None:
    """One member as XML; None when it is broken: makers of OFD leave faulty side files, which must not cost
    the invoice.
    """
    try:
        root: Element = fromstring(box.read(name, LARGEST_XML), forbid_dtd=True)
        return root
    except (ParseError, DefusedXmlException, ValueError):
        return None
