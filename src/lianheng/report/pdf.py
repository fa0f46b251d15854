"""Writes the document tree as PDF with Typst, on the page of ``layout.py``. Needs fonts.

The tree goes to the template as JSON through ``sys.inputs``: nothing a user typed is ever read as markup.
The only time in the file is the document's date, and system fonts are ignored when the folders suffice:
same tree, same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from lianheng.report import layout
from lianheng.report.document import (
    UNPRINTABLE,
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
from lianheng.text import UserError

TEMPLATE = Path(__file__).with_name("report.typ")


STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A: fonts embedded, nothing fetched, so that the archive can open it in thirty years."""

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ATTEMPTS = 50


def render_pdf(document: Document, fonts: Fonts | None = None) -> bytes:
    """The PDF's bytes. A character that no font has prints as □.

    Raises UserError when fonts are missing (``fonts.require``) or hardly anything can be printed with them.
    """
    chosen = require(find() if fonts is None else fonts)
    payload = json.dumps(_document(document, chosen), ensure_ascii=False)
    noon = datetime(document.dated.year, document.dated.month, document.dated.day, 12, tzinfo=UTC)
    unshown = ""
    for _ in range(_ATTEMPTS):
        try:
            return _compile(payload, chosen, noon)
        except typst.TypstError as error:
            unshown = _unshown(error)
            payload = payload.replace(unshown, UNPRINTABLE)
    raise UserError(
        f"字体缺少过多文字（例如“{unshown}”），无法生成PDF。请用 tools/fonts.sh 安装完整的中文字体。",
        f"the fonts lack too many characters ({unshown!r} among them), so no PDF can be made: "
        "install complete Chinese fonts with tools/fonts.sh",
    )


def _compile(payload: str, fonts: Fonts, moment: datetime) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=listed(fonts.folders, fonts.system),
        ignore_system_fonts=not fonts.system,
        sys_inputs={"document": payload},
        pdf_standards=STANDARD,
        timestamp=moment,
    )


def _unshown(error: typst.TypstError) -> str:
    """The text that no font has. Any other error is a fault of the template and goes on."""
    found = _UNSHOWN.search(error.message)
    if found is None:
        raise error
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])


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
