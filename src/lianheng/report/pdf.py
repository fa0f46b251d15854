"""Writes the document tree as PDF with Typst, on the page of ``layout.py``. Runs after composing; needs fonts.

The tree goes to the template as JSON through ``sys.inputs``: nothing a user typed is ever read as markup.
The only time in the file is the document's date, and system fonts are ignored when the folders suffice:
same tree, same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from lianheng.report import layout
from lianheng.report.document import (
    Appendix,
    AppendixNote,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    printable,
    signature_indents,
)
from lianheng.report.fonts import Fonts, Role, find, listed, require

TEMPLATE = Path(__file__).with_name("report.typ")


def render_pdf(document: Document, fonts: Fonts | None = None) -> bytes:
    """The PDF's bytes. Raises UserError when fonts are missing (``fonts.require``)."""
    chosen = require(find() if fonts is None else fonts)
    noon = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    rendered = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=listed(chosen.folders, chosen.system),
        ignore_system_fonts=not chosen.system,
        sys_inputs={"document": json.dumps(_document(document, chosen), ensure_ascii=False)},
        timestamp=noon,
    )
    assert isinstance(rendered, bytes)
    return rendered


def _document(document: Document, fonts: Fonts) -> dict[str, Any]:
    return {
        "title": [printable(line) for line in document.title_lines],
        "author": printable(document.author),
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "draft": document.draft_line,
        "page": _page(),
        "faces": {role.value: fonts.stack(role) for role in Role if role is not Role.RARE},
        "blocks": [_block(block) for block in document.blocks],
    }


def _page() -> dict[str, Any]:
    return {
        "paper": layout.PAPER,
        "top": layout.TOP,
        "bottom": layout.BOTTOM,
        "left": layout.LEFT,
        "right": layout.RIGHT,
        "body": layout.BODY,
        "title": layout.TITLE,
        "title_pitch": layout.TITLE_PITCH,
        "table": layout.TABLE,
        "table_pitch": layout.TABLE_PITCH,
        "line_pitch": layout.LINE_PITCH,
        "character_pitch": layout.CHARACTER_PITCH,
        "page_number": layout.PAGE_NUMBER,
        "page_number_gap": layout.PAGE_NUMBER_GAP,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": printable(text), "level": level}
        case Paragraph(runs, indent):
            return {"kind": "paragraph", "runs": [_run(run) for run in runs], "indent": indent}
        case Table(header, rows, widths, caption):
            return {
                "kind": "table",
                "header": [printable(name) for name in header],
                "rows": [[_run(cell) for cell in row] for row in rows],
                "widths": widths,
                "caption": None if caption is None else printable(caption),
            }
        case PageBreak():
            return {"kind": "page_break"}
        case AppendixNote(titles):
            return {"kind": "appendix_note", "titles": [printable(title) for title in titles]}
        case Signature(unit, date_line):
            unit_left, date_left = signature_indents(block, layout.CHARACTERS)
            return {
                "kind": "signature",
                "unit": printable(unit),
                "date": date_line,
                "unit_left": unit_left,
                "date_left": date_left,
            }
        case Appendix(label, title, blocks):
            parts = [_block(part) for part in blocks]
            return {"kind": "appendix", "label": printable(label), "title": printable(title), "blocks": parts}


def _run(run: Run) -> dict[str, str]:
    return {"text": printable(run.text), "kind": run.kind.value}
