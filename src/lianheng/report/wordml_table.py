"""Tables of a DOCX: smaller type, a header that repeats on every page, rows that span (for ``docx.py``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from lianheng.report import layout, wordml
from lianheng.report.document import Run, RunKind, Table

AddRun = Callable[[Any, Run], Any]


def add_table(word: Any, table: Table, add_run: AddRun) -> None:
    """A ruled table in smaller type; its header repeats on every page, a row of one cell spans it."""
    if table.caption is not None:
        caption = word.add_paragraph(style=wordml.TABLE_HEAD)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(caption, Run(table.caption))
    made = word.add_table(rows=0, cols=len(table.widths), style="Table Grid")
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _set_cell_margins(made)
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(width)
    header = tuple(Run(name, RunKind.PLAIN) for name in table.header)
    _row(made, header, table.widths, add_run, is_header=True)
    for row in table.rows:
        _row(made, row, table.widths, add_run, is_header=False)


def _set_cell_margins(made: Any) -> None:
    """1.2 mm left and right, so that narrow columns hold their words."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(1.2 * layout.POINTS_PER_MM * wordml.TWIPS)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _row(
    made: Any, runs: tuple[Run, ...], widths: tuple[float, ...], add_run: AddRun, is_header: bool
) -> None:
    row = made._tbl.add_tr()
    properties = row.get_or_add_trPr()
    for name in ("cantSplit", "tblHeader") if is_header else ("cantSplit",):
        properties.append(OxmlElement(f"w:{name}"))
    spans = len(runs) == 1
    shown = ((runs[0], sum(widths)),) if spans else tuple(zip(runs, widths, strict=True))
    for place, (run, width) in enumerate(shown):
        cell = row.add_tc()
        cell.width = Mm(width)
        if spans:
            cell.grid_span = len(widths)
        centred = is_header or (place == 0 and not spans)
        _cell(cell, run, made, add_run, bold=is_header or spans, centred=centred)


def _cell(cell: Any, run: Run, made: Any, add_run: AddRun, bold: bool, centred: bool) -> None:
    properties = cell.get_or_add_tcPr()
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)
    paragraph = WordParagraph(cell.p_lst[0], made)
    paragraph._p.style = wordml.TABLE_HEAD if bold else wordml.TABLE_TEXT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    add_run(paragraph, Run(run.text) if bold else run)
