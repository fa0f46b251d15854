"""What python-docx has no call for: East Asian fonts, the grid of lines, page numbers (for ``docx.py``)."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from lianheng.report import layout

FONTS: dict[str, tuple[str, str]] = {
    "方正小标宋简体": ("FandolSong", "00000000000000000000"),
    "仿宋_GB2312": ("仿宋", "02010609030101010101"),
    "楷体_GB2312": ("楷体", "02010609030101010101"),
    "黑体": ("FandolHei", "02010609060101010101"),
    "宋体": ("FandolSong", "02010600030101010101"),
}
"""Official font → the one a machine without it should use, and PANOSE numbers to find a like one by."""

TWIPS = 20
"""To the point."""
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


def name_fonts(word: Any) -> None:
    """The font table, with a fallback for every official font."""
    fonts = "".join(
        _FONT.format(name=name, other=other, panose=panose) for name, (other, panose) in FONTS.items()
    )
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = _FONT_TABLE.format(fonts=fonts).encode()


def clear_template(word: Any) -> None:
    """Drops what the empty document brings along: a thumbnail, a second style sheet, table styles."""
    unwanted = (
        (word.part.rels, ("stylesWithEffects", "customXml")),
        (word.part.package.rels, ("thumbnail",)),
    )
    for rels, kinds in unwanted:
        for key in [key for key, relation in rels.items() if relation.reltype.rsplit("/", 1)[-1] in kinds]:
            del rels[key]
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        kept = style.get(qn("w:styleId")) in ("TableNormal", "TableGrid")
        if style.get(qn("w:type")) == "table" and not kept:
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
    """Normal is the body; headings keep their outline level and lose Word's colours and sizes."""
    _style(word.styles["Normal"], "仿宋_GB2312", layout.BODY, layout.LINE_PITCH)
    for level, face in _HEADING_FACES.items():
        style = word.styles[f"Heading {level}"]
        _style(style, face, layout.BODY, layout.LINE_PITCH)
        style.font.bold = level == 3
        indent(style, 0, 2, layout.CHARACTER_PITCH)
    title = word.styles["Title"]
    _style(title, "方正小标宋简体", layout.TITLE, layout.TITLE_PITCH)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
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
    lines.alignment, lines.widow_control = WD_ALIGN_PARAGRAPH.JUSTIFY, False
    # no gap between digits and characters; and only the body stands on the grid of lines
    for name in ("autoSpaceDE", "autoSpaceDN", *(() if size == layout.BODY else ("snapToGrid",))):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(element, *_AFTER_SNAP)


def _set_closer(properties: Any, points: float) -> None:
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    element = OxmlElement("w:spacing")
    element.set(qn("w:val"), str(round(points * TWIPS)))
    properties.insert_element_before(element, *_AFTER_SPACING)


# The schema orders what stands in a style; these come after the element inserted.
_AFTER_SPACING = tuple(
    f"w:{name}" for name in ("w", "kern", "position", "sz", "szCs", "highlight", "u", "lang")
)
_AFTER_SNAP = tuple(
    f"w:{name}" for name in ("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
)


def indent(styled: Any, left: float, first: float, pitch: float) -> None:
    """Indents in characters of ``pitch`` points; ``first`` may be negative (hanging)."""
    lines = styled.paragraph_format
    lines.left_indent, lines.first_line_indent = Pt(left * pitch), Pt(first * pitch)


def set_grid(section: Any) -> None:
    """A grid of lines only, 22 to the page; the 28 characters come from the styles (``layout.CLOSER``).

    Programs differ in how they fit 16 pt characters into a narrower grid, and some put each into two cells.
    """
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(layout.LINE_PITCH * TWIPS)))
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
