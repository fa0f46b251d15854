"""What python-docx has no call for: East Asian fonts, the character grid, page numbers, tables that break. Used by ``docx.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from lianheng.report import layout
from lianheng.report.document import Run, RunKind, Table

FONTS: dict[str, tuple[str, str]] = {
    "方正小标宋简体": ("FandolSong", "00000000000000000000"),
    "仿宋_GB2312": ("仿宋", "02010609030101010101"),
    "楷体_GB2312": ("楷体", "02010609030101010101"),
    "黑体": ("FandolHei", "02010609060101010101"),
    "宋体": ("FandolSong", "02010600030101010101"),
}
"""Official font → the one a machine without it should use, and the family's PANOSE numbers by which it finds a like one."""

_TWIPS = 20
_FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
)
_FONT = (
    '<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
    '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
)

TABLE_TEXT, TABLE_HEAD = "表格文字", "表格表头"
"""The two paragraph styles this module adds: name and id alike."""

_HEADING_FACES = {1: "黑体", 2: "楷体_GB2312", 3: "仿宋_GB2312", 4: "仿宋_GB2312"}

AddRun = Callable[[Any, Run], Any]


def name_fonts(word: Any) -> None:
    """The font table, with a fallback for every official font."""
    part = next(
        relation.target_part for relation in word.part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    fonts = "".join(_FONT.format(name=name, other=other, panose=panose) for name, (other, panose) in FONTS.items())
    part._blob = _FONT_TABLE.format(fonts=fonts).encode()


def clear_template(word: Any) -> None:
    """Drops what the empty document brings along and nobody needs: a thumbnail, a second style sheet, a hundred table styles."""
    for rels, kinds in ((word.part.rels, ("stylesWithEffects", "customXml")), (word.part.package.rels, ("thumbnail",))):
        for key in [key for key, relation in rels.items() if relation.reltype.rsplit("/", 1)[-1] in kinds]:
            del rels[key]
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def set_face(styled: Any, face: str) -> None:
    """One font for Chinese and Latin alike; python-docx alone would set the Latin one."""
    styled.font.name = face
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def set_styles(word: Any) -> None:
    """Normal is the body; headings keep their outline level for navigation and lose Word's colours and sizes."""
    _style(word.styles["Normal"], "仿宋_GB2312", layout.BODY, layout.LINE_PITCH)
    for level, face in _HEADING_FACES.items():
        style = word.styles[f"Heading {level}"]
        _style(style, face, layout.BODY, layout.LINE_PITCH)
        style.font.bold = level == 3
        indent(style, 0, 2, layout.CHARACTER_PITCH)
    title = word.styles["Title"]
    _style(title, "方正小标宋简体", layout.TITLE, layout.TITLE_PITCH)
    title.paragraph_format.alignment = Align.CENTER
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for name, face in ((TABLE_TEXT, "仿宋_GB2312"), (TABLE_HEAD, "黑体")):
        _style(word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), face, layout.TABLE, layout.TABLE_PITCH)
    for name in ("Header", "Footer"):
        word.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _style(style: Any, face: str, size: float, pitch: float) -> None:
    set_face(style, face)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_closer(style.element.get_or_add_rPr(), layout.CLOSER if size == layout.BODY else 0)
    lines = style.paragraph_format
    lines.space_before = lines.space_after = Pt(0)
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    lines.alignment, lines.widow_control = Align.JUSTIFY, False
    # no gap between digits and characters; and only the body stands on the grid of lines
    off = ("autoSpaceDE", "autoSpaceDN") if size == layout.BODY else ("autoSpaceDE", "autoSpaceDN", "snapToGrid")
    for name in off:
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(element, *_AFTER_SNAP)


def _set_closer(properties: Any, points: float) -> None:
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    element = OxmlElement("w:spacing")
    element.set(qn("w:val"), str(round(points * _TWIPS)))
    properties.insert_element_before(element, *_AFTER_SPACING)


_AFTER_SPACING = (
    "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText",
    "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
)  # fmt: skip
_AFTER_SNAP = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def indent(styled: Any, left: float, first: float, pitch: float) -> None:
    """Indents in characters of ``pitch`` points; ``first`` may be negative (hanging)."""
    lines = styled.paragraph_format
    lines.left_indent, lines.first_line_indent = Pt(left * pitch), Pt(first * pitch)


def set_grid(section: Any) -> None:
    """A grid of lines only, 22 to the page. The 28 characters come from the styles' spacing (``layout.CLOSER``): programs
    differ in how they fit 16 pt characters into a grid narrower than that, and some put each into two cells."""
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(layout.LINE_PITCH * _TWIPS)))
    properties.append(grid)


def page_number(paragraph: Any, side: Any, size: float) -> None:
    """— 1 — in 4号 Song, one character from the edge."""
    paragraph.alignment = side
    lines = paragraph.paragraph_format
    lines.left_indent = lines.right_indent = Pt(size)
    for text, field in (("— ", None), ("", "begin"), (" PAGE ", "instr"), ("", "end"), (" —", None)):
        run = paragraph.add_run(text if field is None else "")
        set_face(run, "宋体")
        run.font.size = Pt(size)
        if field == "instr":
            run._r.append(_instruction(text))
        elif field is not None:
            run._r.append(_field(field))


def _instruction(text: str) -> Any:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def _field(kind: str) -> Any:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def mark(run: Any) -> None:
    """A gap must be seen."""
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_table(word: Any, table: Table, add_run: AddRun) -> None:
    """A ruled table in smaller type; its header repeats on every page, a row of one cell spans it."""
    if table.caption is not None:
        caption = word.add_paragraph(style=TABLE_HEAD)
        caption.alignment = Align.CENTER
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
        margin.set(qn("w:w"), str(round(1.2 * layout.POINTS_PER_MM * _TWIPS)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _row(made: Any, runs: tuple[Run, ...], widths: tuple[float, ...], add_run: AddRun, is_header: bool) -> None:
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
        _cell(cell, run, made, add_run, bold=is_header or spans, centred=is_header or (place == 0 and not spans))


def _cell(cell: Any, run: Run, made: Any, add_run: AddRun, bold: bool, centred: bool) -> None:
    properties = cell.get_or_add_tcPr()
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)
    paragraph = WordParagraph(cell.p_lst[0], made)
    paragraph._p.style = TABLE_HEAD if bold else TABLE_TEXT
    paragraph.alignment = Align.CENTER if centred else Align.LEFT
    add_run(paragraph, Run(run.text) if bold else run)
