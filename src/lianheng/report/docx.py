"""Writes the document tree as DOCX with python-docx, on the page of ``layout.py``. Runs after composing.

The file names the official fonts and, for machines without them, others of the same style
(``wordml.FONTS``). Its dates are the document's own and its archive has no clock, so the same tree gives
the same bytes. It needs no fonts.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from lianheng.report import layout, wordml
from lianheng.report.document import (
    Appendix,
    AppendixNote,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    RunKind,
    Signature,
    Table,
    printable,
    signature_indents,
)
from lianheng.report.packing import repacked
from lianheng.report.wordml_table import add_table


def render_docx(document: Document) -> bytes:
    """The DOCX's bytes."""
    word = docx.Document()
    wordml.clear_template(word)
    _describe(word, document)
    wordml.name_fonts(word)
    wordml.set_styles(word)
    _set_page(word, document)
    _title(word, document.title_lines)
    _blank(word)
    for block in document.blocks:
        _write(word, block)
    stream = BytesIO()
    word.save(stream)
    return repacked(stream.getvalue())


def _describe(word: Any, document: Document) -> None:
    day = datetime.combine(document.dated, time())
    about = word.core_properties
    about.title, about.author, about.last_modified_by = (
        printable(document.title),
        printable(document.author),
        printable(document.author),
    )
    about.created = about.modified = about.last_printed = day
    about.language, about.comments, about.revision = "zh-CN", "", 1


def _set_page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(layout.PAPER[0]), Mm(layout.PAPER[1])
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.header_distance = Mm(layout.TOP / 2)
    number_height = layout.PAGE_NUMBER / layout.POINTS_PER_MM
    section.footer_distance = Mm(layout.BOTTOM - layout.PAGE_NUMBER_GAP - number_height)
    wordml.set_grid(section)
    word.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        wordml.page_number(footer.paragraphs[0], side, layout.PAGE_NUMBER)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        if document.draft_line is not None:
            header.paragraphs[0].style = wordml.TABLE_HEAD
            header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(header.paragraphs[0], Run(document.draft_line))


def _write(word: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            _run(word.add_paragraph(style=f"Heading {level}"), Run(text))
        case Paragraph(runs, indent):
            _runs(_line(word, indent=2 if indent else 0), runs)
        case Table():
            add_table(word, block, _run)
        case PageBreak():
            word.add_page_break()
        case AppendixNote(titles):
            _appendix_note(word, titles)
        case Signature(unit, date_line):
            lefts = signature_indents(block, layout.CHARACTERS)
            _blank(word)
            for text, left in zip((unit, date_line), lefts, strict=True):
                line = _line(word, left=left)
                line.alignment = WD_ALIGN_PARAGRAPH.LEFT
                _run(line, Run(text))
        case Appendix(label, title, blocks):
            first = _line(word)
            first.paragraph_format.page_break_before = True
            wordml.set_face(_run(first, Run(label)), "黑体")
            _blank(word)
            _title(word, (title,))
            _blank(word)
            for part in blocks:
                _write(word, part)


def _title(word: Any, lines: tuple[str, ...]) -> None:
    paragraph = word.add_paragraph(style="Title")
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        _run(paragraph, Run(line))


def _appendix_note(word: Any, titles: tuple[str, ...]) -> None:
    """附件：1. … with the names hanging below each other (GB/T 9704-2012, 7.3.4)."""
    _blank(word)
    for number, title in enumerate(titles, start=1):
        label = "附件：" if number == 1 else ""
        order = f"{number}. " if len(titles) > 1 else ""
        hang = 3 + (1.5 if order else 0)
        line = _line(word, left=2 + hang, indent=-hang if label else -1.5)
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _run(line, Run(f"{label}{order}{title}"))


def _line(word: Any, left: float = 0, indent: float = 0) -> Any:
    paragraph = word.add_paragraph()
    wordml.indent(paragraph, left, indent, layout.CHARACTER_PITCH)
    return paragraph


def _blank(word: Any) -> None:
    _line(word)


def _runs(paragraph: Any, runs: tuple[Run, ...]) -> None:
    for run in runs:
        _run(paragraph, run)


def _run(paragraph: Any, run: Run) -> Any:
    """Adds the run in the paragraph's own face and size; emphasis and gaps are bold, gaps marked as well."""
    added = paragraph.add_run(printable(run.text))
    if run.kind in (RunKind.EMPHASIS, RunKind.GAP):
        added.bold = True
    if run.kind is RunKind.GAP:
        wordml.mark(added)
    return added
